import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLimits } from '#lib/server/auth/limits.ts';
import { device, pairingCode } from '#lib/server/db/schema/index.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { pairedKiosk, registration, settle, signedIn, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let administrator: Browser;
let limits = createLimits();
let nowMs = Date.now();

beforeAll(async () => {
	server = await startTestServer(() => ({
		now: () => new Date(nowMs),
		limits: {
			spend: (name, key) => limits.spend(name, key),
			giveBack: (name, key) => limits.giveBack(name, key)
		}
	}));
	town = await settle(server.services.db);
	administrator = await signedIn(server, 'administrator');
});
beforeEach(() => {
	limits = createLimits();
	nowMs = Date.now();
});
afterAll(() => server.stop());

const wanted = () => ({ class: 'kiosk' as const, name: 'Kiosk w holu', placeId: town.placeId });
const invite = () => administrator.api.device.invite.mutate(wanted());
const invalidCode = { data: { reason: 'invalidCode', httpStatus: 400 } };
const revoked = { data: { reason: 'revoked', httpStatus: 403 } };

describe('what waits on a device', () => {
	const storesOf = async (id: string) =>
		(await administrator.api.device.list.query()).find((one) => one.id === id)?.stores;

	it('is told by the device, whoever works there now, and by no other', async () => {
		const kiosk = await pairedKiosk(server, town);
		const id = (await kiosk.api.account.me.query()).device?.id ?? '';
		const store = randomUUID();
		const own = { owner: `device:${id}`, waiting: 0, waitingSince: null };
		const since = new Date(nowMs).toISOString();
		const hers = { owner: `person:${town.people.urzednik}`, waiting: 3, waitingSince: since };
		await kiosk.api.device.report.mutate({ store, held: [own, hers] });
		await server.browser().api.device.report.mutate({ store, held: [own] });
		expect(await storesOf(id)).toEqual([
			{ person: null, waiting: 0, waitingSince: null, lostAt: null, lostWaiting: 0 },
			{
				...{ person: 'Pracownik urzednik', waiting: 3, waitingSince: since },
				...{ lostAt: null, lostWaiting: 0 }
			}
		]);
	});

	it('is known to be lost when another store speaks for the device (pitfall 15)', async () => {
		const kiosk = await pairedKiosk(server, town);
		const id = (await kiosk.api.account.me.query()).device?.id ?? '';
		const since = new Date(nowMs).toISOString();
		const held = { owner: `device:${id}`, waiting: 2, waitingSince: since };
		await kiosk.api.device.report.mutate({ store: randomUUID(), held: [held] });
		nowMs += 60_000;
		const fresh = { store: randomUUID(), held: [{ ...held, waiting: 1 }] };
		await kiosk.api.device.report.mutate(fresh);
		await kiosk.api.device.report.mutate(fresh);
		expect(await storesOf(id)).toEqual([
			{
				...{ person: null, waiting: 1, waitingSince: since },
				...{ lostAt: new Date(nowMs).toISOString(), lostWaiting: 2 }
			}
		]);
	});
});

describe('pairing a device (R15.2)', () => {
	it('makes it a device of its place, for 400 days, without anybody signing in', async () => {
		const { deviceId, code } = await invite();
		const kiosk = server.browser();
		const paired = await kiosk.api.device.pair.mutate({ code });
		expect(paired).toEqual({ ...wanted(), id: deviceId });
		expect(kiosk.setCookies).toMatchObject([
			{ name: 'lckm_device', options: { path: '/', httpOnly: true, sameSite: 'lax' } }
		]);
		expect(kiosk.setCookies[0]?.options).toHaveProperty(
			'expires',
			new Date(nowMs + 400 * 86_400_000)
		);
		expect(await kiosk.api.account.me.query()).toEqual({
			actor: { type: 'device', id: deviceId, class: 'kiosk', placeId: town.placeId },
			device: paired
		});
	});

	it('forgives how a code is typed', async () => {
		const { code } = await invite();
		expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/u);
		const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4).replaceAll('0', 'o')} `;
		await server.browser().api.device.pair.mutate({ code: typed });
	});

	it('keeps neither code nor token in the database', async () => {
		const { code } = await invite();
		const kiosk = await pairedKiosk(server, town);
		const { db } = server.services;
		const stored = JSON.stringify([
			await db.select().from(device),
			await db.select().from(pairingCode)
		]);
		expect(stored).not.toContain(code);
		expect(stored).not.toContain(kiosk.cookies.get('lckm_device'));
	});

	it('gives a code to one of many who use it at the same moment', async () => {
		const { code } = await invite();
		const tries = await Promise.allSettled(
			Array.from({ length: 8 }, (_, index) =>
				server.browser(`203.0.113.${String(index)}`).api.device.pair.mutate({ code })
			)
		);
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	});

	it('takes a code for ten minutes', async () => {
		const early = await invite();
		const late = await invite();
		nowMs += 10 * 60_000 - 1;
		await server.browser().api.device.pair.mutate({ code: early.code });
		nowMs += 1;
		const pairing = server.browser().api.device.pair.mutate({ code: late.code });
		await expect(pairing).rejects.toMatchObject(invalidCode);
	});

	it('is stopped after five wrong codes from one address, whoever types the sixth', async () => {
		const { code } = await invite();
		const guesser = server.browser('203.0.113.50');
		for (let round = 0; round < 5; round += 1)
			await expect(guesser.api.device.pair.mutate({ code: 'ZZZZZZZZ' })).rejects.toMatchObject(
				invalidCode
			);
		await expect(guesser.api.device.pair.mutate({ code })).rejects.toMatchObject({
			data: { reason: 'tooMany' }
		});
		await server.browser('203.0.113.51').api.device.pair.mutate({ code });
	});

	it('does not count pairings that worked: twenty tablets of one office in a row', async () => {
		for (let round = 0; round < 20; round += 1) {
			const { code } = await invite();
			await server.browser('203.0.113.60').api.device.pair.mutate({ code });
		}
	});

	it('refuses a place that does not exist', async () => {
		const nowhere = { ...wanted(), placeId: randomUUID() };
		await expect(administrator.api.device.invite.mutate(nowhere)).rejects.toMatchObject({
			data: { reason: 'unknownPlace' }
		});
	});
});

describe('a device that was revoked (R15.2)', () => {
	it('is told so whatever it asks, also with somebody signed in on it', async () => {
		const kiosk = await pairedKiosk(server, town);
		const { device: known } = await kiosk.api.account.me.query();
		const store = new TestStore(kiosk, `device:${known?.id ?? ''}`);
		const [outcome] = await store.outcomes(
			store.command('ticket.register', registration({ channel: 'hall' }))
		);
		expect(outcome?.status).toBe('applied');

		await kiosk.api.account.signIn.mutate({
			login: 'urzednik',
			password: 'poprawne hasło do testów'
		});
		await administrator.api.device.revoke.mutate({ deviceId: known?.id ?? '' });
		await expect(kiosk.api.account.me.query()).rejects.toMatchObject(revoked);
		const next = store.command('ticket.register', registration({ channel: 'hall' }));
		await expect(store.push(next)).rejects.toMatchObject(revoked);
		const pulling = kiosk.api.sync.pull.query({ protocol: 1, owner: 'anybody', cursors: [] });
		await expect(pulling).rejects.toMatchObject(revoked);
		const photo = await kiosk.fetch(`/api/blobs/${'0'.repeat(64)}`, { method: 'HEAD' });
		expect(photo.status).toBe(403);
	});

	it('may be enrolled anew', async () => {
		const kiosk = await pairedKiosk(server, town);
		const { device: known } = await kiosk.api.account.me.query();
		await administrator.api.device.revoke.mutate({ deviceId: known?.id ?? '' });
		const { code, deviceId } = await invite();
		await kiosk.api.device.pair.mutate({ code });
		expect((await kiosk.api.account.me.query()).actor).toMatchObject({ id: deviceId });
	});

	it('cannot be claimed any more by a code that was given before', async () => {
		const { deviceId, code } = await invite();
		await administrator.api.device.revoke.mutate({ deviceId });
		const pairing = server.browser().api.device.pair.mutate({ code });
		await expect(pairing).rejects.toMatchObject(invalidCode);
	});

	it('is listed with when it was enrolled, revoked and last seen, and nothing secret', async () => {
		const listed = await administrator.api.device.list.query();
		for (const one of listed)
			expect(Object.keys(one).sort()).toEqual(
				['class', 'enrolledAt', 'id', 'lastSeenAt', 'name', 'placeId', 'revokedAt', 'stores'].sort()
			);
		expect(listed.some(({ revokedAt }) => revokedAt !== null)).toBe(true);
	});
});
