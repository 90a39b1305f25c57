/** What goes up: every command once, in the order of its case, whatever the network does. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	atWork,
	note,
	notesOf,
	OTHER,
	register,
	statuses,
	TICKET
} from '../../../tests/support/at-work.ts';
import { act, attachPhoto, FakeDevice } from '../../../tests/support/fake-device.ts';
import { faults, networkTo, type Fault } from '../../../tests/support/fake-network.ts';
import { AT, CONSULTANT, PHOTO, registration, uuid } from '../../../tests/support/tickets.ts';
import { LIMITS } from '#lib/domain/ticket/arguments.ts';
import { inOrder, pushOnce } from './engine.ts';
import type { OutboxEntry } from './ports.ts';
import { PUSH_LIMIT } from './push-limits.ts';
import { PushPace } from './push-pace.ts';

describe('exactly once', () => {
	test.each([
		['the answer is lost', ['lostAnswer']],
		['three answers are lost', ['lostAnswer', 'lostAnswer', 'lostAnswer']],
		['it arrives twice', ['twice']],
		['it arrives twice and the answer is lost', ['twice', 'lostAnswer', 'twice']],
		['it never arrived at first', ['lostRequest', 'lostAnswer']]
	] as const)('although %s', async (_what, list) => {
		const next = faults(...list);
		const { server, device } = await atWork((asked) => (asked === 'push' ? next() : 'none'));
		await device.outbox.add([note('1'), note('2')]);
		await device.settle();
		expect(notesOf(server)).toEqual(['1', '2']);
		expect(new Set(server.effects).size).toBe(server.effects.length);
	});

	test('what the device keeps is the stored word of the server, with the official number', async () => {
		const next = faults('lostAnswer');
		const { server, device } = await atWork((asked) => (asked === 'push' ? next() : 'none'));
		await device.outbox.add([register(OTHER, 'ZZZZZZZZZZZZ'), act(OTHER, 'ticket.end', {})]);
		await device.settle();
		for (const { command, outcome } of await device.outbox.entries()) {
			const stored = server.answerTo(command.id);
			expect(outcome).toMatchObject({
				...stored,
				...(stored?.status === 'applied' ? { heads: {} } : {})
			});
		}
		expect(await statuses(device)).toEqual(['applied', 'applied', 'applied', 'rejected']);
	});

	test('a store that was copied takes another name, and what both wrote is carried out', async () => {
		const { server, device } = await atWork();
		await device.outbox.add([note('before the copy')]);
		const disk = structuredClone(device.outboxDisk);
		const copy = new FakeDevice(
			CONSULTANT,
			networkTo(server, () => CONSULTANT),
			disk
		);
		await device.outbox.add([note('here'), note('here too')]);
		await copy.outbox.add([note('there'), note('there too'), note('and there', OTHER)]);
		await device.settle();
		expect(await pushOnce(copy.engine)).toEqual({ type: 'sent', answered: 0, again: true });
		expect(await copy.settle()).toBe(1);
		await device.settle();
		expect(notesOf(server)).toEqual(['before the copy', 'here', 'here too', 'there', 'there too']);
		expect(await copy.outbox.client()).not.toBe(await device.outbox.client());
		// Nobody registered the other ticket; the copy is told so, like any device.
		expect((await statuses(copy)).slice(-4)).toEqual(['applied', 'applied', 'applied', 'rejected']);
	});

	test('pitfall 24: any faults, any number of lanes: once each, in the order of the lane', async () => {
		const kinds: Fault[] = ['none', 'none', 'lostRequest', 'lostAnswer', 'twice'];
		const weather = fc.array(fc.constantFrom(...kinds), { maxLength: 12 });
		const lanes = fc.array(fc.nat(2), { minLength: 1, maxLength: 25 });
		await fc.assert(
			fc.asyncProperty(weather, lanes, async (list, subjects) => {
				const next = faults(...list);
				const { server, device } = await atWork((asked) => (asked === 'push' ? next() : 'none'));
				await device.outbox.add([
					register(OTHER, 'ZZZZZZZZZZZZ'),
					register(uuid(3), 'YYYYYYYYYYYY'),
					act(OTHER, 'ticket.take', {}),
					act(uuid(3), 'ticket.take', {})
				]);
				const written = subjects.map((one, index) => note(String(index), uuid(1 + one)));
				for (const one of written) await device.outbox.add([one]);
				await device.settle(40);
				for (const id of [TICKET, OTHER, uuid(3)]) {
					const own = written.filter(({ subject }) => subject === id);
					expect(notesOf(server, id)).toEqual(own.map(({ args }) => args['text']));
				}
			}),
			{ numRuns: 60 }
		);
	});
});

describe('order and waiting', () => {
	test('more than fits one push goes in several, each once and in order', async () => {
		const { server, device, pushes } = await atWork();
		const many = Array.from({ length: 2 * PUSH_LIMIT + 5 }, (_, index) => note(String(index)));
		await device.outbox.add(many);
		expect(await pushOnce(device.engine)).toEqual({
			...{ type: 'sent', answered: PUSH_LIMIT, again: true }
		});
		await device.cycle();
		expect(pushes()).toBe(3);
		expect(notesOf(server)).toEqual(many.map((_, index) => String(index)));
	});

	test('long texts go in pushes that the server takes', async () => {
		const { server, device, pushes } = await atWork();
		const description = 'ż'.repeat(LIMITS.description);
		const many = Array.from({ length: 300 }, (_, index) =>
			act(uuid(1000 + index), 'ticket.register', registration({ description }))
		);
		await device.outbox.add(many);
		await device.cycle({ ...device.engine, pace: new PushPace(() => 0) });
		// 150,000 characters, then 600,000, then the rest.
		expect(pushes()).toBe(3);
		expect(server.effects).toHaveLength(2 + many.length);
	});

	test('nothing waits: the network is left alone', async () => {
		const { device, pushes } = await atWork();
		expect(await pushOnce(device.engine)).toEqual({ type: 'nothingToSend' });
		expect(pushes()).toBe(0);
	});

	test('a photograph waits for its bytes; the case and everything else go on', async () => {
		const { server, device } = await atWork();
		device.outboxDisk.photos.set(PHOTO.sha256, false);
		await device.outbox.add([
			note('1'),
			attachPhoto(TICKET),
			note('2'),
			register(OTHER, 'ZZZZZZZZZZZZ')
		]);
		await device.cycle();
		expect((await statuses(device)).slice(2)).toEqual(['applied', 'waits', 'applied', 'applied']);
		server.blobs.add(PHOTO.sha256);
		await device.outbox.blobArrived(PHOTO.sha256);
		await device.cycle();
		expect(server.ticket(TICKET)?.timeline.at(-1)).toMatchObject({ type: 'photoAttached' });
	});

	test('bytes that the server lost are asked for again, and nothing else waits for them', async () => {
		const { server, device } = await atWork();
		device.outboxDisk.photos.set(PHOTO.sha256, true);
		await device.outbox.add([attachPhoto(TICKET), note('1')]);
		await device.cycle();
		expect(notesOf(server)).toEqual(['1']);
		expect(device.outboxDisk.photos.get(PHOTO.sha256)).toBe(false);
		expect((await device.outbox.waiting()).map(({ blob }) => blob)).toEqual([PHOTO.sha256]);
		server.blobs.add(PHOTO.sha256);
		await device.outbox.blobArrived(PHOTO.sha256);
		await device.settle();
		expect((await statuses(device)).every((status) => status === 'applied')).toBe(true);
	});

	test('bytes that are there are not sent again because the command is not decided yet', async () => {
		const { server, device } = await atWork();
		server.blobs.add(PHOTO.sha256);
		device.outboxDisk.photos.set(PHOTO.sha256, true);
		const photo = attachPhoto(TICKET);
		server.undecided.add(photo.id);
		await device.outbox.add([photo]);
		await device.cycle();
		expect(device.outboxDisk.photos.get(PHOTO.sha256)).toBe(true);
		expect((await device.outbox.waiting()).map(({ blob }) => blob)).toEqual([null]);
	});

	test('a command that is not decided yet holds its lane, and no other', async () => {
		const { server, device } = await atWork();
		const held = note('1');
		server.undecided.add(held.id);
		await device.outbox.add([held, note('2'), register(OTHER, 'ZZZZZZZZZZZZ')]);
		await device.cycle();
		expect((await statuses(device)).slice(2)).toEqual(['waits', 'waits', 'applied']);
		server.undecided.clear();
		await device.cycle();
		expect(notesOf(server)).toEqual(['1', '2']);
	});

	test('undecided, it is not hammered: nothing more can be sent at once', async () => {
		const { server, device, pushes } = await atWork();
		const held = note('1');
		server.undecided.add(held.id);
		await device.outbox.add([held]);
		expect(await pushOnce(device.engine)).toEqual({ type: 'sent', answered: 0, again: false });
		await device.cycle();
		expect(pushes()).toBe(2);
	});

	test('an old answer, to something else, answers nothing: nothing more can be sent at once', async () => {
		const { device } = await atWork();
		const [first] = await device.outbox.entries();
		if (first?.outcome?.status !== 'applied') throw new Error('It was at work');
		const value = { type: 'outcomes' as const, serverTime: AT, outcomes: [first.outcome] };
		const push = () => Promise.resolve({ ok: true as const, value });
		const stale = { ...device.engine, transport: { ...device.engine.transport, push } };
		await device.outbox.add([note('1'), note('2')]);
		expect(await pushOnce(stale)).toEqual({ type: 'sent', answered: 0, again: false });
	});

	test('pitfall 6: a command that breaks the server is put aside; nothing else waits for it', async () => {
		const { server, device } = await atWork();
		const poison = note('poison');
		server.poison.add(poison.id);
		await device.outbox.add([poison, note('after it'), register(OTHER, 'ZZZZZZZZZZZZ')]);
		await device.cycle();
		expect(server.ticket(OTHER)).not.toBeNull();
		expect(device.rows().map(({ id }) => id)).toContain(OTHER);
		await device.settle();
		expect((await statuses(device)).slice(2)).toEqual(['quarantined', 'applied', 'applied']);
	});

	test('what builds on a refused act is skipped with a reason; what stands alone is not', async () => {
		const { server, device } = await atWork();
		await device.outbox.add([
			act(TICKET, 'ticket.forward', { unitId: uuid(0x99), cellId: null }),
			act(TICKET, 'ticket.mark', { kind: 'query' }),
			note('stands alone')
		]);
		await device.settle();
		expect((await statuses(device)).slice(2)).toEqual(['rejected', 'skipped', 'applied']);
		const skipped = (await device.outbox.entries())[3]?.outcome;
		expect(skipped).toMatchObject({ refusal: { code: 'predecessorRefused' } });
		expect(notesOf(server)).toEqual(['stands alone']);
	});
});

describe('inOrder: what may be sent now', () => {
	type Row = readonly [seq: number, prev: number | null, blob?: string];
	const entries = (rows: readonly Row[]): readonly OutboxEntry[] =>
		rows.map(([seq, prev, blob]) => ({
			command: { ...note('x'), seq, prev, args: {} },
			owner: 'x',
			outcome: null,
			settled: false,
			blob: blob ?? null
		}));
	test.each<[string, readonly Row[], readonly number[]]>([
		['nothing', [], []],
		[
			'a whole lane, one after another',
			[
				[1, null],
				[2, 1],
				[3, 2]
			],
			[1, 2, 3]
		],
		['what follows something answered before', [[5, 4]], [5]],
		[
			'not what waits for bytes',
			[
				[1, null, 'b'],
				[2, null]
			],
			[2]
		],
		[
			'nor what follows it, however far',
			[
				[1, null, 'b'],
				[2, 1],
				[3, 2],
				[4, null]
			],
			[4]
		],
		[
			'a photograph after its case, not before',
			[
				[1, null, 'b'],
				[2, 1, 'c'],
				[3, null],
				[4, 3, 'd']
			],
			[3]
		]
	])('%s', (_what, rows, expected) => {
		expect(inOrder(entries(rows)).map(({ command }) => command.seq)).toEqual(expected);
	});
});
