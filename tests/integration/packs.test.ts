/** Large scopes in packs, over the whole way: cut by the real server, taken in by the real engine. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { syncBundle, syncMember, syncPack, syncScope } from '#lib/server/db/schema/index.ts';
import type { ScopeChange } from '#lib/server/sync/change-log.ts';
import { auditOnce, pullOnce } from '#lib/sync/engine.ts';
import { rowKey } from '#lib/sync/memory-row-store.ts';
import { packOf } from '#lib/sync/pack.ts';
import { OLDEST_PROTOCOL, PROTOCOL_VERSION } from '#lib/sync/protocol.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { EngineDevice } from './engine-device.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { note } from './replica.ts';
import { settle, signedIn, type Town } from './town.ts';

const ROWS = 300;
let server: TestServer;
let town: Town;
/** The public articles by their id. */
const articles = new Map<string, string>();

beforeAll(async () => {
	server = await startTestServer();
	town = await settle(server.services.db);
});
afterAll(() => server.stop());

beforeEach(async () => {
	const { db } = server.services;
	for (const table of [syncBundle, syncPack]) await db.delete(table);
	await write(Array.from({ length: ROWS - articles.size }, () => [randomUUID(), 'ćma'] as const));
});

async function write(changes: readonly (readonly [string, string | null])[]): Promise<void> {
	const rows = changes.map(([id, text]): ScopeChange => ({
		...{ scope: 'kb:public', kind: 'article', id },
		body: text === null ? null : JSON.stringify({ id, text: `${text}\n„zażółć”` })
	}));
	await note(server, rows);
	for (const { id, body } of rows)
		if (body === null) articles.delete(id);
		else articles.set(id, body);
}

/** A device of nobody's, with what it has of the public articles. */
function device(browser: Browser = server.browser()) {
	const one = new EngineDevice(browser, 'anybody');
	return {
		...{ engine: one.engine, disk: one.disk, fetched: one.fetched, world: one },
		held: () => one.bodiesOf('kb:public')
	};
}

const bundles = () => server.services.db.select().from(syncBundle).orderBy(syncBundle.version);

describe('a large scope', () => {
	it('comes in packs, and is what the server has', async () => {
		const { engine, fetched, held } = device();
		expect(await pullOnce(engine)).toMatchObject({ type: 'pulled', repaired: [] });
		expect(fetched).toHaveLength(4);
		expect(held()).toEqual(articles);
	});

	it('is not cut anew for little: what changed comes on top of the packs', async () => {
		await pullOnce(device().engine);
		const [gone, changed] = [...articles.keys()];
		await write([
			[gone ?? '', null],
			[changed ?? '', 'inaczej'],
			[randomUUID(), 'nowy']
		]);
		const { engine, held } = device();
		expect(await pullOnce(engine)).toMatchObject({ type: 'pulled', rows: 3, repaired: [] });
		expect(held()).toEqual(articles);
		expect(await bundles()).toHaveLength(1);
	});

	it('goes on where its load was broken off', async () => {
		const { engine, fetched, held, world } = device();
		world.cutOff = 2;
		expect(await pullOnce(engine)).toMatchObject({ type: 'failed' });
		expect(held().size).toBe(0);
		world.cutOff = Infinity;
		expect(await pullOnce(engine)).toMatchObject({ type: 'pulled' });
		expect(new Set(fetched).size).toBe(4);
		expect(fetched).toHaveLength(4);
		expect(held()).toEqual(articles);
	});

	it('is cut once, however many ask at the same time', async () => {
		const devices = Array.from({ length: 5 }, () => device());
		await Promise.all(devices.map(({ engine }) => pullOnce(engine)));
		expect(new Set(devices.flatMap(({ fetched }) => fetched)).size).toBe(4);
		expect(await bundles()).toHaveLength(1);
		for (const { held } of devices) expect(held()).toEqual(articles);
	});

	it('is cut anew when much has changed, and what did not change keeps its name', async () => {
		await pullOnce(device().engine);
		const rewrite = (ids: readonly string[], text: string) => write(ids.map((id) => [id, text]));
		const most = [...articles.keys()].filter((id) => packOf(id, 4) !== 3);
		// A few rows, however often, are few.
		for (const text of ['a', 'b', 'c', 'd', 'e']) await rewrite(most.slice(0, 50), text);
		await pullOnce(device().engine);
		expect(await bundles()).toHaveLength(1);
		await rewrite(most, 'f');
		await pullOnce(device().engine);
		await expect.poll(async () => (await bundles()).length).toBe(2);
		const [before, after] = await bundles();
		const same = after?.packs.filter((name, place) => name === before?.packs[place]);
		expect(same).toEqual([after?.packs[3]]);
		const { engine, held } = device();
		expect(await pullOnce(engine)).toMatchObject({ type: 'pulled', rows: 0 });
		expect(held()).toEqual(articles);
	});
});

describe('what is damaged', () => {
	it('costs the pack in which it lies, when an audit finds it', async () => {
		const { engine, disk, fetched, held } = device();
		await pullOnce(engine);
		fetched.length = 0;
		const [name, rows] = [...disk.packs][2] ?? ['', []];
		disk.packs = new Map([...disk.packs, [name, rows.map((row) => ({ ...row, body: '' }))]]);
		const [hurt] = [...disk.rows.values()].filter(({ scope }) => scope === 'kb:public');
		disk.rows = new Map([...disk.rows].filter(([key]) => hurt && key !== rowKey(hurt)));
		expect(await auditOnce(engine)).toMatchObject({ type: 'pulled', repaired: ['kb:public'] });
		expect(fetched).toEqual([name]);
		expect(held()).toEqual(articles);
	});

	it('costs none, when it lies on top of them', async () => {
		const { engine, disk, fetched, held } = device();
		await pullOnce(engine);
		fetched.length = 0;
		const [lost] = disk.rows.keys();
		disk.rows = new Map([...disk.rows].filter(([key]) => key !== lost));
		expect(await auditOnce(engine)).toMatchObject({ type: 'pulled', repaired: ['kb:public'] });
		expect(fetched).toEqual([]);
		expect(held()).toEqual(articles);
	});
});

describe('who may have packs', () => {
	const manifest = (browser: Browser, owner: string, scope: Scope) =>
		browser.api.sync.manifest.query({ protocol: PROTOCOL_VERSION, owner, scope });

	it('is who may hold the scope: to others there are none', async () => {
		await note(server, [{ scope: 'kb:staff', kind: 'article', id: randomUUID(), body: '{}' }]);
		const staff = await signedIn(server, 'konsultantka');
		const { packs } = await manifest(staff, `person:${town.people.konsultantka}`, 'kb:staff');
		const path = `/api/packs/kb:staff/${packs[0] ?? ''}`;
		const answer = await staff.fetch(path);
		expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
		const stranger = server.browser();
		expect((await stranger.fetch(path)).status).toBe(404);
		expect((await stranger.fetch(path.replace('kb:staff', 'kb:public'))).status).toBe(404);
		await expect(manifest(stranger, 'anybody', 'kb:staff')).rejects.toThrow('notFound');
		await expect(manifest(stranger, 'anybody', 'ref:public')).rejects.toThrow('notFound');
	});

	it('and public ones may lie in every proxy on the way', async () => {
		const stranger = server.browser();
		const { packs } = await manifest(stranger, 'anybody', 'kb:public');
		const answer = await stranger.fetch(`/api/packs/kb:public/${packs[0] ?? ''}`);
		expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
		expect((await stranger.fetch('/api/packs/kb:public/none')).status).toBe(404);
	});

	it('a client of the version before gets pages, and all of it', async () => {
		const { api } = server.browser();
		let cursors: { scope: Scope; version: number; sum: null }[] = [];
		const found = new Set<string>();
		for (let more = true; more;) {
			const page = await api.sync.pull.query({
				...{ protocol: OLDEST_PROTOCOL, owner: 'anybody', cursors }
			});
			for (const { scope, id } of page.rows) if (scope === 'kb:public') found.add(id);
			expect(page.heads.some(({ packed }) => packed)).toBe(false);
			cursors = page.heads.map(({ scope, version }) => ({ scope, version, sum: null }));
			({ more } = page);
		}
		expect(found).toEqual(new Set(articles.keys()));
	});

	it.each([
		['older still', OLDEST_PROTOCOL - 1, 'updateNeeded'],
		['newer than this node', PROTOCOL_VERSION + 1, 'unavailable']
	])('one that is %s is told so', async (_what, protocol, reason) => {
		const { api } = server.browser();
		const asked = api.sync.pull.query({ protocol, owner: 'anybody', cursors: [] });
		await expect(asked).rejects.toThrow(reason);
	});
});

it('what the packs say adds up to what the scope is', async () => {
	const { db } = server.services;
	await pullOnce(device().engine);
	const [bundle] = await bundles();
	const [scope] = await db.select().from(syncScope).where(eq(syncScope.key, 'kb:public'));
	const members = await db.$count(syncMember, eq(syncMember.scope, scope?.id ?? 0));
	expect(members).toBeGreaterThan(ROWS);
	expect([bundle?.version, bundle?.sum]).toEqual([scope?.version, scope?.sum]);
});
