import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, session } from '#lib/server/db/schema/index.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { PASSWORD, settle, signedIn, type Town } from './town.ts';

let server: TestServer;
let town: Town;
beforeAll(async () => {
	server = await startTestServer();
	town = await settle(server.services.db);
});
afterAll(() => server.stop());

const wrong = { data: { reason: 'wrongCredentials', httpStatus: 401 } };

describe('signing in', () => {
	it('tells who somebody is, with what the policy needs and no more', async () => {
		const browser = server.browser();
		const told = await browser.api.account.signIn.mutate({
			login: ' Konsultantka ',
			password: PASSWORD
		});
		expect(told).toEqual({
			actor: {
				type: 'staff',
				id: town.people.konsultantka,
				name: 'Pracownik konsultantka',
				roles: ['consultant'],
				desk: 'callCenter',
				unitId: null,
				cellId: null,
				placeId: null
			},
			device: null
		});
		expect(await browser.api.account.me.query()).toEqual(told);
	});

	it('sets its cookie before the answer leaves, also in a streamed batch', async () => {
		const browser = await signedIn(server, 'urzednik');
		expect(browser.setCookies).toMatchObject([
			{
				name: 'lckm_session',
				options: { path: '/', httpOnly: true, sameSite: 'lax', secure: false }
			}
		]);
	});

	it('keeps no token in the database, only its SHA-256', async () => {
		const browser = await signedIn(server, 'urzednik');
		const token = browser.cookies.get('lckm_session') ?? '';
		expect(Buffer.from(token, 'base64url')).toHaveLength(32);
		const rows = await server.services.db.select().from(session);
		expect(JSON.stringify(rows)).not.toContain(token);
		const [row] = rows;
		browser.cookies.set('lckm_session', row?.id ?? '');
		expect((await browser.api.account.me.query()).actor).toEqual({ type: 'anonymous' });
	});

	it('lasts twelve hours at a desk and a day in the field, and is not prolonged', async () => {
		for (const [login, hours] of [['konsultant', 12] as const, ['terenowy', 24] as const]) {
			const browser = await signedIn(server, login);
			const where = eq(session.personId, town.people[login]);
			const [row] = await server.services.db.select().from(session).where(where);
			const left = ((row?.expiresAt.getTime() ?? 0) - Date.now()) / 3_600_000;
			expect(left).toBeGreaterThan(hours - 0.1);
			expect(left).toBeLessThanOrEqual(hours);
			const soon = new Date(Date.now() + 60_000);
			await server.services.db.update(session).set({ expiresAt: soon }).where(where);
			expect((await browser.api.account.me.query()).actor.type).toBe('staff');
			const [later] = await server.services.db.select().from(session).where(where);
			expect(later?.expiresAt).toEqual(soon);
			const past = new Date(Date.now() - 1);
			await server.services.db.update(session).set({ expiresAt: past }).where(where);
			expect((await browser.api.account.me.query()).actor.type).toBe('anonymous');
		}
	});

	it('gives a new token each time and ends the one before', async () => {
		const browser = await signedIn(server, 'urzednik');
		const before = browser.cookies.get('lckm_session') ?? '';
		await browser.api.account.signIn.mutate({ login: 'urzednik', password: PASSWORD });
		expect(browser.cookies.get('lckm_session')).not.toBe(before);
		const thief = server.browser();
		thief.cookies.set('lckm_session', before);
		expect((await thief.api.account.me.query()).actor.type).toBe('anonymous');
	});

	it('ends at once on signing out, and when the person leaves', async () => {
		const browser = await signedIn(server, 'biurowa');
		const token = browser.cookies.get('lckm_session') ?? '';
		await browser.api.account.signOut.mutate();
		expect(browser.cookies.has('lckm_session')).toBe(false);
		browser.cookies.set('lckm_session', token);
		expect((await browser.api.account.me.query()).actor.type).toBe('anonymous');

		const other = await signedIn(server, 'biurowa');
		const { db } = server.services;
		const who = eq(person.login, 'biurowa');
		await db.update(person).set({ active: false }).where(who);
		expect((await other.api.account.me.query()).actor.type).toBe('anonymous');
		const again = { login: 'biurowa', password: PASSWORD };
		await expect(other.api.account.signIn.mutate(again)).rejects.toMatchObject(wrong);
		await db.update(person).set({ active: true }).where(who);
	});

	it('takes rights away with the next request', async () => {
		const browser = await signedIn(server, 'administrator');
		await browser.api.device.list.query();
		const who = eq(person.login, 'administrator');
		await server.services.db.update(person).set({ roles: [] }).where(who);
		await expect(browser.api.device.list.query()).rejects.toMatchObject({
			data: { reason: 'notAllowed', httpStatus: 403 }
		});
		await server.services.db
			.update(person)
			.set({ roles: ['administrator'] })
			.where(who);
	});
});

describe('guessing', () => {
	it('hears the same for a wrong login and a wrong password, after the same time', async () => {
		const timeOf = async (login: string): Promise<number> => {
			const started = performance.now();
			const typed = { login, password: 'złe' };
			await expect(server.browser().api.account.signIn.mutate(typed)).rejects.toMatchObject(wrong);
			return performance.now() - started;
		};
		const known: number[] = [];
		const unknown: number[] = [];
		for (let round = 0; round < 9; round += 1) {
			known.push(await timeOf('kierowniczka'));
			unknown.push(await timeOf(`nikt-${String(round)}`));
		}
		const median = (times: number[]) => times.sort((a, b) => a - b)[4] ?? 0;
		// Without the hash for nobody, the unknown ones are answered in a tenth of the time.
		expect(median(unknown)).toBeGreaterThan(median(known) * 0.4);
	});

	it('is stopped after twenty tries at one login, and says when to come back', async () => {
		const browser = server.browser('198.51.100.9');
		const typed = { login: 'komorka', password: 'złe' };
		for (let round = 0; round < 20; round += 1)
			await expect(browser.api.account.signIn.mutate(typed)).rejects.toMatchObject(wrong);
		const stopped = browser.api.account.signIn.mutate({ login: 'komorka', password: PASSWORD });
		await expect(stopped).rejects.toMatchObject({
			data: { reason: 'tooMany', httpStatus: 429, retryAfterMs: expect.any(Number) as number }
		});
		await signedIn(server, 'urzednik');
	});

	it('is stopped after a hundred tries from one address', async () => {
		const browser = server.browser('2001:db8:1:2::1');
		for (let round = 0; round < 100; round += 1)
			await server.services.limits.spend('signInByAddress', '2001:db8:1:2::/64');
		const typed = { login: 'urzednik', password: PASSWORD };
		await expect(browser.api.account.signIn.mutate(typed)).rejects.toMatchObject({
			data: { reason: 'tooMany' }
		});
	});
});

describe('pages of others', () => {
	const post = (headers: Record<string, string>) =>
		server.browser().fetch('/api/trpc/account.signOut', {
			method: 'POST',
			body: '{}',
			headers: { 'content-type': 'application/json', ...headers }
		});

	it('may not send anything that changes something', async () => {
		expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
		expect((await post({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
		expect((await post({ 'sec-fetch-site': 'none' })).status).toBe(403);
		expect((await post({})).status).toBe(200);
	});

	it('answers with headers that keep everything in its place', async () => {
		const answer = await post({});
		expect(Object.fromEntries(answer.headers)).toMatchObject({
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
			'cross-origin-resource-policy': 'same-origin'
		});
	});
});

describe('over https', () => {
	it('uses cookies that no neighbouring host can set', async () => {
		const secure = await startTestServer(() => ({}), 'https://lckm.example');
		await settle(secure.services.db);
		const browser = await signedIn(secure, 'urzednik');
		expect(browser.setCookies).toMatchObject([
			{ name: '__Host-lckm_session', options: { secure: true, path: '/' } }
		]);
		await secure.stop();
	});
});
