/** A small town for the tests: two units, a cell, a place, and the people who work there. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Role } from '#lib/domain/org/roles.ts';
import { receiptCodeFrom } from '#lib/domain/ticket/receipt-code.ts';
import type { Desk } from '#lib/domain/ticket/vocabulary.ts';
import { hashPassword } from '#lib/server/auth/password.ts';
import type { Database } from '#lib/server/db/connection.ts';
import { category, person, place, unit } from '#lib/server/db/schema/index.ts';
import { PROTOCOL_VERSION, type Command, type PushResponse } from '#lib/sync/protocol.ts';
import type { Browser, TestServer } from './harness.ts';

export const PASSWORD = 'poprawne hasło do testów';

export type Town = {
	readonly unitA: string;
	readonly cellA: string;
	readonly unitB: string;
	readonly placeId: string;
	readonly categoryId: string;
	readonly people: Readonly<Record<Login, string>>;
};

type Post = {
	readonly roles: readonly Role[];
	readonly desk?: Desk;
	readonly unit?: 'unitA' | 'unitB';
	readonly cell?: 'cellA';
};

const PEOPLE = {
	konsultantka: { roles: ['consultant'], desk: 'callCenter' },
	konsultant: { roles: ['consultant'], desk: 'informationOffice' },
	kierowniczka: { roles: ['supervisor'], desk: 'callCenter' },
	urzednik: { roles: ['clerk'] },
	terenowy: { roles: ['fieldWorker'], unit: 'unitA' },
	biurowa: { roles: ['officeWorker'], unit: 'unitB' },
	kierownikA: { roles: ['unitHead'], unit: 'unitA' },
	pelnomocnik: { roles: ['plenipotentiary'] },
	komorka: { roles: ['officeWorker'], unit: 'unitA', cell: 'cellA' },
	redaktorka: { roles: ['editor'] },
	dyrektor: { roles: ['director'] },
	administrator: { roles: ['administrator'] }
} as const satisfies Record<string, Post>;
export type Login = keyof typeof PEOPLE;
export const LOGINS = Object.keys(PEOPLE) as readonly Login[];

export async function settle(db: Database): Promise<Town> {
	const [unitA, cellA, unitB, placeId, categoryId] = Array.from({ length: 5 }, () => randomUUID());
	const ids = Object.fromEntries(LOGINS.map((login) => [login, randomUUID()]));
	const town = { unitA, cellA, unitB, placeId, categoryId, people: ids } as Town;
	const named = (id: string, name: string) => ({ id, code: name, name, shortName: name });
	await db.insert(unit).values([
		{ ...named(town.unitA, 'A'), kind: 'unit' },
		{ ...named(town.unitB, 'B'), kind: 'unit' },
		{ ...named(town.cellA, 'A-1'), kind: 'cell', parentId: town.unitA }
	]);
	const where = { code: 'P', name: 'Punkt', address: 'ul. Testowa 1' };
	await db.insert(place).values({ id: town.placeId, ...where, kind: 'point' });
	const holes = { code: 'dziury', name: 'Dziury', hint: '' };
	await db.insert(category).values({ id: town.categoryId, ...holes, unitId: town.unitA });
	const passwordHash = await hashPassword(PASSWORD);
	await db.insert(person).values(
		Object.entries(PEOPLE).map(([login, post]: [string, Post]) => ({
			id: ids[login] ?? '',
			login,
			name: `Pracownik ${login}`,
			passwordHash,
			roles: [...post.roles],
			desk: post.desk ?? null,
			unitId: post.unit ? town[post.unit] : null,
			cellId: post.cell ? town[post.cell] : null
		}))
	);
	return town;
}

export async function signedIn(server: TestServer, login: Login): Promise<Browser> {
	const browser = server.browser();
	await browser.api.account.signIn.mutate({ login, password: PASSWORD });
	return browser;
}

export async function pairedKiosk(server: TestServer, { placeId }: Town): Promise<Browser> {
	const administrator = await signedIn(server, 'administrator');
	const wanted = { class: 'kiosk', name: 'Kiosk 1', placeId } as const;
	const { code } = await administrator.api.device.invite.mutate(wanted);
	const kiosk = server.browser('192.0.2.77');
	await kiosk.api.device.pair.mutate({ code });
	return kiosk;
}

/** A store of commands of one owner, as a device keeps one. */
export class TestStore {
	client: string = randomUUID();
	seq = 0;
	readonly #browser: Browser;
	readonly #owner: string;

	constructor(browser: Browser, owner: string) {
		this.#browser = browser;
		this.#owner = owner;
	}

	command(name: string, args: object, more: Partial<Command> = {}): Command {
		this.seq += 1;
		return {
			id: randomUUID(),
			seq: this.seq,
			prev: null,
			lane: 'ticket',
			subject: randomUUID(),
			name,
			version: 1,
			args: { ...args },
			capturedAt: new Date().toISOString(),
			...more
		};
	}

	push(...commands: Command[]): Promise<PushResponse> {
		return this.#browser.api.sync.push.mutate({
			protocol: PROTOCOL_VERSION,
			client: this.client,
			owner: this.#owner,
			commands
		});
	}

	/** What the server says of commands that this store was told were carried out. */
	confirm(...commands: Command[]) {
		return this.#browser.api.sync.confirm.query({
			protocol: PROTOCOL_VERSION,
			client: this.client,
			owner: this.#owner,
			told: commands.map(({ id, seq }) => ({ id, seq, status: 'applied' }))
		});
	}

	/** @returns the outcomes alone, where nothing forked */
	async outcomes(...commands: Command[]) {
		const answer = await this.push(...commands);
		if (answer.type !== 'outcomes') throw new Error(`Answered ${answer.type}`);
		return answer.outcomes;
	}
}

export function registration(more: object = {}) {
	return {
		receiptCode: receiptCodeFrom(randomBytes(12)),
		channel: 'phone',
		declaredKind: 'intervention',
		lifeThreat: false,
		description: 'Dziura w jezdni, głęboka na dłoń',
		location: 'ul. Piotrkowska 104',
		contact: null,
		articleId: null,
		categoryId: null,
		...more
	};
}

/** Registered, taken and marked by the consultant: ready to be forwarded. */
export async function takenTicket(store: TestStore): Promise<string> {
	const first = store.command('ticket.register', registration());
	const { subject } = first;
	const take = store.command('ticket.take', {}, { subject, prev: first.seq });
	const mark = store.command('ticket.mark', { kind: 'intervention' }, { subject, prev: take.seq });
	const outcomes = await store.outcomes(first, take, mark);
	if (outcomes.some(({ status }) => status !== 'applied')) throw new Error('Not taken');
	return subject;
}
