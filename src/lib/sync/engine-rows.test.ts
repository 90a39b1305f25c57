/** Which rows a device has at each moment: what its person may hold, and what they did themselves. */
import { describe, expect, test } from 'vitest';
import { act, FakeDevice } from '../../../tests/support/fake-device.ts';
import { networkTo } from '../../../tests/support/fake-network.ts';
import { FakeServer } from '../../../tests/support/fake-server.ts';
import { articles, expectUpToDate, reading, texts } from '../../../tests/support/reading.ts';
import {
	CONSULTANT,
	registration,
	staff,
	UNIT,
	uuid,
	WORKER
} from '../../../tests/support/tickets.ts';
import { pullOnce } from './engine.ts';

describe('I5 what somebody may hold today', () => {
	test('another unit, another scope: the old one’s rows go, the new one’s come, old ones too', async () => {
		const { world, server, device } = reading(WORKER);
		server.write([
			{ scope: `unit:${UNIT.roads}`, kind: 'ticket', id: uuid(1), body: '"roads"' },
			{ scope: `unit:${UNIT.guard}`, kind: 'ticket', id: uuid(2), body: '"guard"' }
		]);
		await device.cycle();
		expectUpToDate(device, server, WORKER);
		world.actor = { ...WORKER, unitId: UNIT.guard };
		await device.cycle();
		expectUpToDate(device, server, world.actor);
		expect(device.rows().map(({ body }) => body)).toEqual(['"guard"']);
	});

	test('a right that ends between two pages leaves nothing behind', async () => {
		const { world, server, device } = reading();
		for (const change of articles(0, 6)) server.write([change]);
		for (const id of [1, 2, 3]) {
			const secret = { scope: 'queue:callCenter', kind: 'ticket', id: uuid(id) } as const;
			server.write([{ ...secret, body: '"secret"' }]);
		}
		server.pageLimit = () => 4;
		const clerk = staff('clerk', { id: CONSULTANT.id });
		world.before = (pull) => {
			// The queue comes last: two of its rows are in by the second page.
			if (pull === 3) world.actor = clerk;
		};
		await pullOnce(device.engine);
		expect(texts(device.rows()).join()).not.toContain('secret');
		await pullOnce(device.engine);
		expectUpToDate(device, server, clerk);
	});

	test('a ticket that moves is never in both places and never in neither', async () => {
		const server = new FakeServer();
		const device = new FakeDevice(
			CONSULTANT,
			networkTo(server, () => CONSULTANT)
		);
		const worker = new FakeDevice(
			WORKER,
			networkTo(server, () => WORKER)
		);
		const id = uuid(1);
		const seenBy = async (who: FakeDevice) => (await who.sees(id))?.status ?? null;
		const acts = [
			act(id, 'ticket.register', registration()),
			act(id, 'ticket.take', {}),
			act(id, 'ticket.mark', { kind: 'intervention' }),
			act(id, 'ticket.forward', { unitId: UNIT.roads, cellId: null })
		];
		await device.outbox.add(acts);
		await device.settle();
		await worker.cycle();
		expect(await seenBy(worker)).toBe('forwarded');
		expect((await worker.sees(id))?.receiptCode).toBeNull();
		await worker.outbox.add([act(id, 'ticket.return', { text: 'Nie my' })]);
		expect(await seenBy(worker)).toBe('taken');
		await worker.settle();
		expect(await seenBy(worker)).toBeNull();
		await device.cycle();
		expect(await seenBy(device)).toBe('taken');
	});
});

describe('what was sent and what is seen', () => {
	test('settled is what the rows have: after the pull, not after the answer', async () => {
		const { world, server, device } = reading();
		await device.outbox.add([act(uuid(1), 'ticket.register', registration())]);
		world.fault = () => 'lostRequest';
		await device.cycle();
		const states = async () => (await device.outbox.entries()).map(({ settled }) => settled);
		expect(await states()).toEqual([false]);
		expect(await device.sees(uuid(1))).toMatchObject({ status: 'registered', number: null });
		world.fault = () => 'none';
		await device.cycle();
		expect(await states()).toEqual([true]);
		expect((await device.sees(uuid(1)))?.number).toBe(server.ticket(uuid(1))?.number);
	});

	test('I7 at every moment of a cycle one’s own note is seen once', async () => {
		const { server, device } = reading();
		const [id, text] = [uuid(1), 'Dzwonił'];
		const counts: number[] = [];
		const look = async () => {
			const lines = (await device.sees(id))?.timeline ?? [];
			counts.push(lines.filter((line) => line.type === 'noteAdded' && line.text === text).length);
		};
		await device.outbox.add([
			act(id, 'ticket.register', registration()),
			act(id, 'ticket.take', {}),
			act(id, 'ticket.addNote', { text })
		]);
		const { rows, outbox, transport } = device.engine;
		const looking = <Work extends object>(port: Work): Work =>
			new Proxy(port, {
				get: (target, name) => {
					const method: unknown = Reflect.get(target, name);
					if (typeof method !== 'function') return method;
					return async (...args: unknown[]) => {
						await look();
						const result: unknown = await Reflect.apply(method, target, args);
						await look();
						return result;
					};
				}
			});
		const engine = {
			...device.engine,
			rows: looking(rows),
			outbox: looking(outbox),
			transport: looking(transport)
		};
		await device.cycle(engine);
		await device.cycle(engine);
		expect(server.effects).toHaveLength(3);
		expect(counts.length).toBeGreaterThan(15);
		expect(new Set(counts)).toEqual(new Set([1]));
	});
});
