import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isCommandName } from '#lib/domain/ticket/arguments.ts';
import { ACTIONS, may, POLICY, type Action } from '#lib/domain/org/policy.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import { receiptCodeFrom } from '#lib/domain/ticket/receipt-code.ts';
import { createLimits } from '#lib/server/auth/limits.ts';
import { PROTOCOL_VERSION } from '#lib/sync/protocol.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { INPUTS, PROCEDURES, reasonOf } from './procedures.ts';
import {
	LOGINS,
	pairedKiosk,
	registration,
	settle,
	signedIn,
	TestStore,
	type Town
} from './town.ts';

describe('the table of the policy', () => {
	it.each(PROCEDURES)('has a row for the procedure %s', (path, { _def }) => {
		expect(_def.meta?.action, path).toBeDefined();
		expect(Object.hasOwn(POLICY, _def.meta?.action ?? ''), path).toBe(true);
	});

	it('has no row that nothing asks', () => {
		const asked = new Set(PROCEDURES.map(([, { _def }]) => _def.meta?.action));
		const routes = [
			'src/routes/api/files/[...path]/+server.ts',
			'src/lib/domain/article/may-amend.ts',
			'src/lib/server/files/attachments.ts',
			'src/lib/server/chat/chat-access.ts',
			'src/lib/server/chat/chat-reader.ts',
			'src/lib/server/chat/chat-writer.ts',
			'src/lib/server/recordings/recording-store.ts'
		];
		const text = routes.map((path) => readFileSync(path, 'utf8')).join('\n');
		const idle = ACTIONS.filter(
			(action) => !isCommandName(action) && !asked.has(action) && !text.includes(`'${action}'`)
		);
		expect(idle).toEqual([]);
	});
});

const DENIED = ['signInNeeded', 'notAllowed'];

describe('every procedure, for every kind of visitor', () => {
	let server: TestServer;
	let town: Town;
	const visitors: { name: string; browser: Browser; actor: Actor }[] = [];

	beforeAll(async () => {
		server = await startTestServer(() => {
			const limits = createLimits();
			return { limits: { ...limits, spend: () => Promise.resolve(0) } };
		});
		town = await settle(server.services.db);
		const add = async (name: string, browser: Browser) => {
			const { actor } = await browser.api.account.me.query();
			visitors.push({ name, browser, actor });
		};
		await add('nobody', server.browser());
		await add('kiosk', await pairedKiosk(server, town));
		for (const login of LOGINS) await add(login, await signedIn(server, login));
	});
	afterAll(() => server.stop());

	it.each(PROCEDURES.filter(([, { _def }]) => _def.type !== 'subscription'))(
		'%s is done for whom the policy grants it, and for nobody else',
		async (path, { _def }) => {
			const action = _def.meta?.action as Action;
			for (const { name, browser, actor } of visitors) {
				const owner = actor.type === 'anonymous' ? 'anybody' : ownerOf(actor);
				const cookies = new Map(browser.cookies);
				const reason = await reasonOf(browser, path, INPUTS[path]?.(town, owner));
				// Signing out would send the visitor away before the next procedure.
				for (const [cookie, value] of cookies) browser.cookies.set(cookie, value);
				if (path === 'account.signOut' && actor.type === 'staff') await signInAgain(browser, name);
				expect(
					reason !== null && DENIED.includes(reason),
					`${name} ${path}: ${String(reason)}`
				).toBe(!may(actor, action));
				if (reason !== null) expect(['fault', 'invalid', 'unavailable']).not.toContain(reason);
			}
		}
	);

	it('answers rubbish as rubbish: never with a fault, never with words of the database', async () => {
		const rubbish: unknown[] = [
			null,
			[],
			'x',
			{ __proto__: { a: 1 } },
			{ code: '\0'.repeat(9), receiptCode: '\0', login: '\0', password: '\0' },
			{ deviceId: 'x', placeId: '1; drop table person', class: 'x', name: '' },
			{ protocol: -1, owner: 'x'.repeat(100_000), cursors: [{}], commands: [{}] },
			{ protocol: PROTOCOL_VERSION, owner: '\uD800', client: 'x', commands: 'x', cursors: 1e300 }
		];
		for (const { browser } of visitors.slice(0, 4))
			for (const [path, { _def }] of PROCEDURES)
				for (const input of rubbish) {
					if (_def.type === 'subscription') continue;
					const answer = await browser.fetch(`/api/trpc/${path}`, {
						method: 'POST',
						headers: { 'content-type': 'application/json' },
						body: JSON.stringify(input)
					});
					const text = await answer.text();
					expect(answer.status, `${path} ${JSON.stringify(input)} ${text}`).toBeLessThan(500);
					expect(text).not.toMatch(/select|insert|postgres|\/src\//iu);
				}
	});

	async function signInAgain(browser: Browser, login: string): Promise<void> {
		await browser.api.account.signIn.mutate({ login, password: 'poprawne hasło do testów' });
	}
});

const ownerOf = (actor: Exclude<Actor, { type: 'anonymous' }>): string =>
	`${actor.type === 'staff' ? 'person' : 'device'}:${actor.id}`;

describe('a fault of the server', () => {
	it('is told without a word of what it was', async () => {
		const reported: unknown[] = [];
		let broken = false;
		const server = await startTestServer(() => ({
			report: (fault) => reported.push(fault),
			now: () => {
				if (broken) throw new Error('Jan Kowalski');
				return new Date();
			}
		}));
		const town = await settle(server.services.db);
		const browser = await signedIn(server, 'administrator');
		broken = true;
		const answer = await browser.fetch('/api/trpc/device.invite', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ class: 'kiosk', name: 'K', placeId: town.placeId })
		});
		const data = { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, reason: 'fault' };
		expect(await answer.json()).toEqual({
			error: { code: -32603, message: 'fault', data: { ...data, retryAfterMs: null } }
		});
		expect(reported).toHaveLength(1);
		await server.stop();
	});
});

describe('whoever has the receipt code (§ 3)', () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await startTestServer();
	});
	afterAll(() => server.stop());

	it('learns how far the ticket is, and nothing of what was said', async () => {
		const town = await settle(server.services.db);
		const browser = await signedIn(server, 'konsultantka');
		const store = new TestStore(browser, `person:${town.people.konsultantka}`);
		const asked = registration({ contact: { name: 'Jan', phone: null, email: null } });
		const first = store.command('ticket.register', asked);
		const { subject } = first;
		const note = store.command('ticket.addNote', { text: 'Tajne' }, { subject, prev: first.seq });
		await store.outcomes(first, note);

		const resident = server.browser('203.0.113.5');
		const typed = asked.receiptCode.toLowerCase().replace(/(.{4})(.{4})/u, '$1-$2 ');
		const told = await resident.api.ticket.track.query({ receiptCode: typed });
		expect(told).toEqual({
			number: expect.stringMatching(/^ŁCK\/\d{4}\/\d{6}$/u) as string,
			status: 'registered',
			registeredAt: expect.any(String) as string,
			statusSince: told.registeredAt,
			endedAt: null,
			...{
				ticketId: subject,
				answer: '',
				question: '',
				remarks: [],
				disputable: false,
				rateable: false,
				together: false,
				parts: [],
				photos: 0,
				documents: 0,
				letters: false
			}
		});
		const guess = { receiptCode: receiptCodeFrom(randomBytes(12)) };
		await expect(resident.api.ticket.track.query(guess)).rejects.toMatchObject({
			data: { reason: 'notFound', httpStatus: 404 }
		});
		await expect(resident.api.ticket.track.query({ receiptCode: '?' })).rejects.toMatchObject({
			data: { reason: 'notFound', httpStatus: 404 }
		});
	});

	it('cannot try codes in bulk', async () => {
		const guesser = server.browser('203.0.113.6');
		for (let round = 0; round < 60; round += 1)
			await server.services.limits.spend('trackByAddress', '203.0.113.6');
		await expect(guesser.api.ticket.track.query({ receiptCode: '?' })).rejects.toMatchObject({
			data: { reason: 'tooMany', httpStatus: 429 }
		});
	});
});
