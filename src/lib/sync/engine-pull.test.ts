/** What comes down: whole, and proven. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FakeDevice } from '../../../tests/support/fake-device.ts';
import {
	article,
	articles,
	expectUpToDate,
	reading,
	texts
} from '../../../tests/support/reading.ts';
import { CONSULTANT, uuid } from '../../../tests/support/tickets.ts';
import { auditOnce, pullOnce } from './engine.ts';
import { NotLeading } from './not-leading.ts';
import type { Transport } from './ports.ts';
import type { Scope } from './scope.ts';

describe('completeness', () => {
	test('a first load, then only what changed', async () => {
		const { world, server, device } = reading();
		server.write(articles(0, 100));
		expect(await pullOnce(device.engine)).toEqual({ type: 'pulled', rows: 100, repaired: [] });
		server.write([article(3, '"new"'), article(4, null), article(200, '"x"')]);
		expect(await pullOnce(device.engine)).toEqual({ type: 'pulled', rows: 3, repaired: [] });
		expectUpToDate(device, server, CONSULTANT);
		expect(await pullOnce(device.engine)).toEqual({ type: 'pulled', rows: 0, repaired: [] });
		expect(world.pulls).toBe(3);
	});

	const step = fc.record({
		id: fc.nat(30),
		text: fc.option(fc.constantFrom('"a"', '"b"', '"c"'), { nil: null }),
		scope: fc.constantFrom<Scope>('kb:staff', 'ref:public', 'ref:staff')
	});
	const transactions = fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 25 });
	const limits = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 10 });

	test('pages of any size, changes between any of them: in the end what the server has', async () => {
		await fc.assert(
			fc.asyncProperty(transactions, transactions, limits, async (first, meanwhile, sizes) => {
				const { world, server, device } = reading();
				let asked = 0;
				server.pageLimit = () => sizes[asked++ % sizes.length] ?? 1;
				const left = [...meanwhile];
				const writeNext = () => {
					const changes = left.shift()?.map(({ id, text, scope }) => article(id, text, scope));
					if (changes) server.write(changes);
				};
				for (const changes of first)
					server.write(changes.map(({ id, text, scope }) => article(id, text, scope)));
				world.before = writeNext;
				const repaired: Scope[] = [];
				for (let pulls = 0; pulls < 40 && (left.length > 0 || pulls < 2); pulls += 1) {
					const pulled = await pullOnce(device.engine);
					if (pulled.type === 'pulled') repaired.push(...pulled.repaired);
				}
				expectUpToDate(device, server, CONSULTANT);
				for (const { scope, version, count, sum } of device.rowDisk.held)
					expect(server.proofAt(scope, version)).toEqual({ count, sum });
				expect(repaired).toEqual([]);
			}),
			{ numRuns: 150 }
		);
	});

	test('pitfall 17: broken off between two pages nothing is shown, and the next pull begins anew', async () => {
		const { world, server, device } = reading();
		server.write(articles(0, 2, 'old'));
		await device.cycle();
		for (const change of articles(0, 6, 'new')) server.write([change]);
		server.pageLimit = () => 2;
		const before = { rows: texts(device.rows()), held: device.rowDisk.held };
		world.pulls = 0;
		world.fault = () => (world.pulls === 2 ? 'lostAnswer' : 'none');
		expect(await pullOnce(device.engine)).toEqual({
			type: 'failed',
			failure: { type: 'unreachable' }
		});
		expect({ rows: texts(device.rows()), held: device.rowDisk.held }).toEqual(before);
		server.write([article(0, null)]);
		expect(await pullOnce(device.engine)).toEqual({ type: 'pulled', rows: 6, repaired: [] });
		expectUpToDate(device, server, CONSULTANT);
	});

	test('broken off in a first load: what left since is not among what the next one brings', async () => {
		const { world, server, device } = reading();
		for (const change of articles(0, 6)) server.write([change]);
		server.pageLimit = () => 2;
		world.fault = () => (world.pulls === 3 ? 'lostRequest' : 'none');
		await pullOnce(device.engine);
		server.write([article(0, null)]);
		server.pageLimit = () => 100;
		expect(await pullOnce(device.engine)).toEqual({ type: 'pulled', rows: 5, repaired: [] });
		expectUpToDate(device, server, CONSULTANT);
	});

	test('a tab that leads no more shows nothing of what it fetched', async () => {
		const { world, server, device } = reading();
		server.write(articles(0, 5));
		server.pageLimit = () => 100;
		world.before = () => {
			device.lead(2);
		};
		await expect(pullOnce(device.engine)).rejects.toThrow(NotLeading);
		expect(device.rows()).toEqual([]);
		expect(await pullOnce({ ...device.engine, token: 2 })).toMatchObject({ rows: 5 });
	});
});

describe('proof and repair', () => {
	/** Takes a row away, so that the next change of it does not add up. */
	function damage(device: FakeDevice, id: string): void {
		device.rowDisk.rows = new Map([...device.rowDisk.rows].filter(([, row]) => row.id !== id));
	}

	test('pitfall 18: a scope that does not add up is fetched anew, once, alone, and counted', async () => {
		const { world, server, device } = reading();
		server.write([...articles(0, 10), article(1, '"ref"', 'ref:public')]);
		await device.cycle();
		damage(device, uuid(3));
		server.write([article(3, '"changed"')]);
		world.pulls = 0;
		expect(await pullOnce(device.engine)).toEqual({
			type: 'pulled',
			rows: 10,
			repaired: ['kb:staff']
		});
		expect(world.pulls).toBe(2);
		expectUpToDate(device, server, CONSULTANT);
		expect(await pullOnce(device.engine)).toEqual({ type: 'pulled', rows: 0, repaired: [] });
	});

	test('a server whose own sums are wrong: a fault after one repair, and nothing is changed', async () => {
		const { server, device } = reading();
		server.write(articles(0, 3));
		await device.cycle();
		const before = { rows: texts(device.rows()), held: device.rowDisk.held };
		server.write([article(9, '"x"')]);
		const { transport } = device.engine;
		let pulls = 0;
		const lying: Transport = {
			...transport,
			pull: async (request) => {
				pulls += 1;
				const answered = await transport.pull(request);
				if (!answered.ok) return answered;
				const heads = answered.value.heads.map((head) => ({ ...head, sum: head.sum + 1 }));
				return { ok: true, value: { ...answered.value, heads } };
			}
		};
		const pulled = await pullOnce({ ...device.engine, transport: lying });
		expect(pulled).toMatchObject({ type: 'failed', failure: { type: 'fault' } });
		expect(pulls).toBe(2);
		expect({ rows: texts(device.rows()), held: device.rowDisk.held }).toEqual(before);
	});

	test('no network between proof and repair: nothing is changed, and it is repaired later', async () => {
		const { world, server, device } = reading();
		server.write(articles(0, 5));
		await device.cycle();
		damage(device, uuid(3));
		server.write([article(3, null)]);
		world.pulls = 0;
		world.fault = () => (world.pulls === 2 ? 'lostRequest' : 'none');
		expect(await pullOnce(device.engine)).toMatchObject({ failure: { type: 'unreachable' } });
		expect(await pullOnce(device.engine)).toMatchObject({ repaired: ['kb:staff'] });
		expectUpToDate(device, server, CONSULTANT);
	});

	test('a server put back from a backup and gone on since: noticed by its sums, not by its versions', async () => {
		const { server, device } = reading();
		server.write(articles(0, 10));
		const restore = server.backup();
		for (const change of articles(20, 25)) server.write([change]);
		await device.cycle();
		restore();
		for (const change of articles(50, 60, 'other')) server.write([change]);
		expect(await pullOnce(device.engine)).toMatchObject({ type: 'pulled', repaired: [] });
		expectUpToDate(device, server, CONSULTANT);
	});

	test('put back and not gone on: what came after the backup goes', async () => {
		const { server, device } = reading();
		server.write(articles(0, 3));
		const restore = server.backup();
		server.write(articles(20, 25));
		await device.cycle();
		restore();
		await device.cycle();
		expectUpToDate(device, server, CONSULTANT);
	});

	test('put back between two pages of one pull: repaired in that pull', async () => {
		const { world, server, device } = reading();
		for (const change of articles(0, 4)) server.write([change]);
		const restore = server.backup();
		for (const change of articles(2, 9, 'later')) server.write([change]);
		server.pageLimit = () => 3;
		world.before = (pull) => {
			if (pull === 3) {
				restore();
				for (const change of articles(0, 12, 'other')) server.write([change]);
			}
		};
		expect(await pullOnce(device.engine)).toMatchObject({ type: 'pulled' });
		expectUpToDate(device, server, CONSULTANT);
	});
});

describe('a disk that lost or changed a row', () => {
	test.each([
		['lost', null],
		['changed', '"altered"']
	])('%s: an audit finds it and fetches its scope anew', async (_what, body) => {
		const { server, device } = reading();
		server.write(articles(0, 5));
		await device.cycle();
		expect(await auditOnce(device.engine)).toEqual({ type: 'pulled', rows: 0, repaired: [] });
		const rows = new Map(device.rowDisk.rows);
		const [hurt] = [...rows];
		if (hurt && body === null) rows.delete(hurt[0]);
		else if (hurt && body !== null) rows.set(hurt[0], { ...hurt[1], body });
		device.rowDisk.rows = rows;
		expect(await auditOnce(device.engine)).toMatchObject({ repaired: ['kb:staff'] });
		expectUpToDate(device, server, CONSULTANT);
	});
});
