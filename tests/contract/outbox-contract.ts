/** What every outbox must do, whatever it keeps its commands in. The guarantees are those of the port. */
import { describe, expect } from 'vitest';
import { outboxAnswers } from './outbox-answers.ts';
import {
	ANNA,
	applied,
	command,
	JAN,
	outboxTest,
	photo,
	rejected,
	SHA,
	type OutboxLab,
	type OutboxTest
} from './outbox-lab.ts';

export function outboxContract(name: string, newLab: () => Promise<OutboxLab>): void {
	const test = outboxTest(newLab);
	describe(`${name} as an outbox`, () => {
		describe('adding', () => {
			adding(test);
			order(test);
		});
		describe('answers', () => {
			outboxAnswers(test);
		});
		describe('dropping', () => {
			dropping(test);
		});
		describe('photographs', () => {
			photographs(test);
		});
		describe('two owners', () => {
			owners(test);
		});
	});
}

function adding(test: OutboxTest): void {
	test('what was added is there after a restart, word for word', async ({ device }) => {
		const written = command(1, 'a', { args: { text: 'Zażółć', list: [1, null, { x: true }] } });
		await device.anna.add([written]);
		const client = await device.anna.client();
		await device.restart();
		expect(await device.anna.waiting()).toMatchObject([
			{
				command: { ...written, seq: 1, prev: null },
				owner: ANNA,
				outcome: null,
				settled: false,
				blob: null
			}
		]);
		expect(await device.anna.client()).toBe(client);
	});

	test('several are added all or none: a command is written once', async ({ device }) => {
		await device.anna.add([command(1, 'a')]);
		await device.expectUnchanged(async () => {
			await expect(device.anna.add([command(2, 'b'), command(1, 'a')])).rejects.toThrow();
			await expect(device.anna.add([command(3, 'b'), command(3, 'a')])).rejects.toThrow();
		});
		await device.anna.add([command(2, 'b')]);
		expect(await device.edges()).toEqual([
			[1, 1, null],
			[2, 2, null]
		]);
	});

	test('numbers go on after a restart and are never used again', async ({ device }) => {
		await device.anna.add([command(1, 'a'), command(2, 'a')]);
		await device.anna.drop(command(2, 'a').id);
		await device.restart();
		await device.anna.add([command(3, 'a')]);
		expect(await device.edges()).toEqual([
			[1, 1, null],
			[3, 3, 1]
		]);
	});

	test('the client is one, whenever it is asked for', async ({ device }) => {
		const client = await device.anna.client();
		await device.anna.add([command(1, 'a')]);
		expect(await device.anna.client()).toBe(client);
		expect((await device.lab.open(ANNA)).client()).toEqual(Promise.resolve(client));
	});

	test('tabs that add at the same time never take the same number', async ({ device }) => {
		const tabs = [device.anna, await device.lab.open(ANNA), await device.lab.open(ANNA)];
		const adds = tabs.flatMap((tab, index) =>
			[1, 2, 3].map((number) => tab.add([command(index * 10 + number, 'a')]))
		);
		await Promise.all(adds);
		const edges = await device.edges();
		expect(edges.map(([, seq]) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
		expect(edges.map(([, , prev]) => prev)).toEqual([null, 1, 2, 3, 4, 5, 6, 7, 8]);
	});
}

function order(test: OutboxTest): void {
	test('each follows the last waiting one of its lane, over several adds', async ({ device }) => {
		await device.anna.add([command(1, 'a'), command(2, 'b'), command(3, 'a')]);
		await device.anna.add([command(4, 'b'), command(5, 'a'), command(6, 'c')]);
		expect(await device.edges()).toEqual([
			[1, 1, null],
			[2, 2, null],
			[3, 3, 1],
			[4, 4, 2],
			[5, 5, 3],
			[6, 6, null]
		]);
	});

	test('what was carried out goes before what is written next, what was refused does not', async ({
		device
	}) => {
		await device.anna.add([command(1, 'a'), command(2, 'a'), command(3, 'b')]);
		await device.anna.settle([applied(1), rejected(2), rejected(3)], 1);
		await device.anna.add([command(4, 'a'), command(5, 'b')]);
		expect((await device.edges()).slice(-2)).toEqual([
			[4, 4, 1],
			[5, 5, null]
		]);
	});

	test('under a new name nothing follows what was answered under the old one', async ({
		device
	}) => {
		await device.anna.add([command(1, 'a'), command(2, 'b')]);
		await device.anna.settle([applied(1)], 1);
		await device.anna.renumber(1);
		await device.anna.add([command(3, 'a'), command(4, 'b')]);
		expect((await device.edges()).slice(-2)).toEqual([
			[3, 4, null],
			[4, 5, 3]
		]);
	});

	test('a photograph follows the case, and the case does not follow it', async ({ device }) => {
		await device.lab.keepPhoto(ANNA, SHA);
		await device.anna.add([command(1, 'a'), photo(2, 'a'), command(3, 'a')]);
		await device.anna.add([command(4, 'a')]);
		expect(await device.edges()).toEqual([
			[1, 1, null],
			[2, 2, 1],
			[3, 3, 1],
			[4, 4, 3]
		]);
	});

	test('after a case in which nothing waits, it follows nothing', async ({ device }) => {
		await device.anna.add([photo(1, 'a')]);
		expect(await device.edges()).toEqual([[1, 1, null]]);
	});
}

function dropping(test: OutboxTest): void {
	test('whoever waited for it waits for what it waited for', async ({ device }) => {
		await device.anna.add([command(1, 'a'), command(2, 'a'), command(3, 'a'), photo(4, 'a')]);
		await device.anna.drop(command(2, 'a').id);
		expect(await device.edges()).toEqual([
			[1, 1, null],
			[3, 3, 1],
			[4, 4, 3]
		]);
		await device.anna.drop(command(3, 'a').id);
		await device.anna.drop(command(1, 'a').id);
		expect(await device.edges()).toEqual([[4, 4, null]]);
	});

	test('one that was answered changes no order', async ({ device }) => {
		await device.anna.add([command(1, 'a'), command(2, 'a'), command(3, 'a')]);
		await device.anna.settle([applied(1), rejected(2)], 1);
		await device.anna.drop(command(2, 'a').id);
		expect(await device.edges()).toEqual([
			[1, 1, null],
			[3, 3, 2]
		]);
	});

	test('what is not there cannot be dropped', async ({ device }) => {
		await device.anna.add([command(1, 'a')]);
		await device.expectUnchanged(() => device.anna.drop(command(9, 'a').id));
	});
}

function photographs(test: OutboxTest): void {
	const awaited = async (queue: OutboxLab) => (await queue.entries(ANNA)).map(({ blob }) => blob);

	test('its command waits for the bytes, and goes when they have arrived', async ({ device }) => {
		await device.lab.keepPhoto(ANNA, SHA);
		await device.anna.add([command(1, 'a'), photo(2, 'a')]);
		expect(await awaited(device.lab)).toEqual([null, SHA]);
		await device.anna.blobArrived('cd'.repeat(32));
		expect(await awaited(device.lab)).toEqual([null, SHA]);
		await device.anna.blobArrived(SHA);
		expect(await awaited(device.lab)).toEqual([null, null]);
		expect(await device.lab.hasArrived(SHA)).toBe(true);
	});

	test('bytes that had arrived before are not waited for', async ({ device }) => {
		await device.lab.keepPhoto(ANNA, SHA);
		await device.anna.add([photo(1, 'a')]);
		await device.anna.blobArrived(SHA);
		await device.anna.add([photo(2, 'b')]);
		expect(await awaited(device.lab)).toEqual([null, null]);
	});

	test('needed again, they are sent again and waited for', async ({ device }) => {
		await device.lab.keepPhoto(ANNA, SHA);
		await device.anna.add([photo(1, 'a')]);
		await device.anna.blobArrived(SHA);
		await device.anna.needBlob(1);
		expect(await awaited(device.lab)).toEqual([SHA]);
		expect(await device.lab.hasArrived(SHA)).toBe(false);
	});

	test('not when this device has them no longer: then nothing can be waited for', async ({
		device
	}) => {
		await device.anna.add([photo(1, 'a')]);
		await device.anna.blobArrived(SHA);
		await device.expectUnchanged(() => device.anna.needBlob(1));
		expect(await awaited(device.lab)).toEqual([null]);
	});

	test('nor for what is answered, or names none', async ({ device }) => {
		await device.lab.keepPhoto(ANNA, SHA);
		await device.anna.add([photo(1, 'a'), command(2, 'a')]);
		await device.anna.blobArrived(SHA);
		await device.anna.settle([applied(1)], 1);
		await device.expectUnchanged(async () => {
			for (const seq of [1, 2, 3]) await device.anna.needBlob(seq);
		});
		expect(await device.lab.hasArrived(SHA)).toBe(true);
	});
}

function owners(test: OutboxTest): void {
	test('each has their own client, numbers and lanes', async ({ device }) => {
		await device.anna.add([command(1, 'a'), command(2, 'a')]);
		await device.jan.add([command(3, 'a')]);
		await device.anna.add([command(4, 'a')]);
		expect(await device.edges(JAN)).toEqual([[3, 1, null]]);
		expect((await device.edges()).at(-1)).toEqual([4, 3, 2]);
		expect(await device.jan.client()).not.toBe(await device.anna.client());
	});

	test('nothing that one does touches the other’s commands', async ({ device }) => {
		await device.lab.keepPhoto(ANNA, SHA);
		await device.anna.add([photo(1, 'a'), command(2, 'a'), command(3, 'a')]);
		await device.anna.settle([applied(3)], 1);
		const before = await device.lab.entries(ANNA);
		await device.jan.add([command(11, 'a'), command(12, 'a'), command(13, 'a')]);
		await device.jan.settle([applied(1), rejected(2), applied(3)], 1);
		await device.jan.markSettled(new Map([['kb:public', 9]]));
		await device.jan.needBlob(1);
		await device.jan.drop(command(2, 'a').id);
		await device.jan.renumber(1);
		await device.jan.prune('2027-01-01T00:00:00.000Z');
		expect(await device.lab.entries(ANNA)).toEqual(before);
		expect(await device.jan.waiting()).toEqual([]);
	});

	test('a new leader of the one does not stop the leader of the other', async ({ device }) => {
		await device.anna.add([command(1, 'a')]);
		await device.lab.lead(JAN, 7);
		await device.anna.settle([applied(1)], 1);
		expect(await device.statuses()).toEqual(['applied']);
	});
}
