/** A resident with a talk in the chat, and what consultants do with it, for tests. */
import { randomBytes, randomUUID } from 'node:crypto';
import { parseOfficeHours } from '#lib/domain/chat/office-hours.ts';
import { hashSecret } from '#lib/server/auth/token.ts';
import type { Browser } from './harness.ts';
import { startTestServer } from './harness.ts';
import { settle, signedIn } from './town.ts';

/** Whatever day and hour the tests run at. */
export const ALWAYS_OPEN = {
	hours: parseOfficeHours('1-7 00:00-24:00') ?? [],
	isDayOff: () => false
};
export const NEVER_OPEN = { hours: [], isDayOff: () => false };

export const newKey = () => ({
	chat: randomUUID() as string,
	secret: randomBytes(32).toString('base64url')
});

export class Resident {
	readonly key = newKey();
	readonly browser: Browser;

	constructor(browser: Browser) {
		this.browser = browser;
	}

	begin() {
		return this.browser.api.chat.begin.mutate({ ...this.key, lifeThreat: false });
	}

	say(...texts: string[]) {
		const lines = texts.map((text) => ({ id: randomUUID(), text }));
		return this.browser.api.chat.say.mutate({ ...this.key, lines });
	}

	read(after = 0) {
		return this.browser.api.chat.read.query({ ...this.key, after });
	}

	listen(): Promise<Response> {
		const input = { chat: this.key.chat, ear: hashSecret(this.key.secret) };
		const address = `/api/trpc/chat.wake?input=${encodeURIComponent(JSON.stringify(input))}`;
		return this.browser.fetch(address, { method: 'GET' });
	}
}

export const ticketArguments = (more: object = {}) => ({
	receiptCode: 'ABCDEFGHJKMN',
	declaredKind: 'intervention',
	lifeThreat: false,
	description: 'Nie świeci lampa',
	location: 'ul. Zgierska 7',
	contact: null,
	articleId: null,
	categoryId: null,
	...more
});

/** A server whose chat is open, its town, and one of its consultants, signed in. */
export async function startTalks() {
	let office = ALWAYS_OPEN;
	const server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	// What is given at the start is read once; the hours are read anew by each request.
	Object.defineProperty(server.services, 'office', { get: () => office });
	const town = await settle(server.services.db);
	const consultant = await signedIn(server, 'konsultantka');
	const resident = () => new Resident(server.browser('203.0.113.9'));
	const begun = async () => {
		const one = resident();
		await one.begin();
		return one;
	};
	const accepted = async () => {
		const one = await begun();
		await consultant.api.chatDesk.accept.mutate({ chat: one.key.chat });
		return one;
	};
	const keepHours = (hours: typeof ALWAYS_OPEN) => {
		office = hours;
	};
	return { server, town, consultant, resident, begun, accepted, keepHours };
}
export type Talks = Awaited<ReturnType<typeof startTalks>>;

export const NOT_FOUND = { data: { reason: 'notFound', httpStatus: 404 } };
export const textsOf = (lines: readonly { readonly text: string }[]) =>
	lines.map(({ text }) => text);
