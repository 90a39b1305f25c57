/** What becomes of a command that was sent: its outcome, a new number, its place in the rows, its end. */
import { expect } from 'vitest';
import { NotLeading } from '#lib/sync/not-leading.ts';
import {
	ANNA,
	applied,
	command,
	NOON,
	photo,
	rejected,
	SHA,
	type OutboxTest
} from './outbox-lab.ts';

export function outboxAnswers(test: OutboxTest): void {
	settling(test);
	offeringAgain(test);
	renumbering(test);
	markingSettled(test);
	pruning(test);
}

function settling(test: OutboxTest): void {
	test('an answered command waits no longer, and its outcome stays', async ({ device }) => {
		await device.anna.add([command(1, 'a'), command(2, 'a'), command(3, 'b')]);
		await device.anna.settle([applied(1, { 'kb:public': 4 }), rejected(3)], 1);
		await device.restart();
		expect(await device.waitingSeqs()).toEqual([2]);
		expect((await device.lab.entries(ANNA)).map(({ outcome }) => outcome)).toEqual([
			applied(1, { 'kb:public': 4 }),
			null,
			rejected(3)
		]);
	});

	test('the first answer is the last word; one to nothing is no matter', async ({ device }) => {
		await device.anna.add([command(1, 'a')]);
		await device.anna.settle([applied(1)], 1);
		await device.expectUnchanged(() => device.anna.settle([rejected(1), applied(9)], 1));
	});

	test('a tab that leads no more stores no answer', async ({ device }) => {
		await device.anna.add([command(1, 'a')]);
		await device.lab.lead(ANNA, 2);
		await device.expectUnchanged(() =>
			expect(device.anna.settle([applied(1)], 1)).rejects.toThrow(NotLeading)
		);
		await device.anna.settle([applied(1)], 2);
		expect(await device.waitingSeqs()).toEqual([]);
	});
}

function offeringAgain(test: OutboxTest): void {
	test('what a server that was put back does not know is offered again, and only that', async ({
		device
	}) => {
		await device.anna.add([command(1, 'a'), command(2, 'a'), command(3, 'b'), command(4, 'b')]);
		await device.anna.settle([applied(1), applied(2), rejected(3)], 1);
		const ids = [1, 2, 3].map((number) => command(number, 'a').id);
		expect(await device.anna.answered()).toEqual([
			{ id: ids[0], seq: 1, status: 'applied' },
			{ id: ids[1], seq: 2, status: 'applied' },
			{ id: ids[2], seq: 3, status: 'rejected' }
		]);
		await device.anna.offerAgain([...ids.slice(1), command(9, 'x').id], 1);
		await device.restart();
		expect(await device.waitingSeqs()).toEqual([2, 3, 4]);
		expect(await device.anna.answered()).toEqual([{ id: ids[0], seq: 1, status: 'applied' }]);
		await device.anna.renumber(1);
		expect(await device.anna.answered()).toEqual([{ id: ids[0], seq: null, status: 'applied' }]);
	});

	test('offered again under a new name, it follows only what is offered with it', async ({
		device
	}) => {
		await device.anna.add([command(1, 'a'), command(2, 'a'), command(3, 'a')]);
		await device.anna.settle([applied(1), applied(2), applied(3)], 1);
		await device.anna.renumber(1);
		await device.anna.offerAgain([command(2, 'a').id, command(3, 'a').id], 1);
		expect(await device.edges()).toEqual([
			[1, 1, null],
			[2, 2, null],
			[3, 3, 2]
		]);
	});

	test('forgotten, what was carried out is offered again; what was refused stays refused', async ({
		device
	}) => {
		await device.anna.add([command(1, 'a'), command(2, 'b'), command(3, 'b'), command(4, 'b')]);
		await device.anna.settle([applied(1), rejected(2)], 1);
		await device.anna.forgotten([command(1, 'a').id, command(2, 'b').id], 1);
		await device.restart();
		// What waited behind the refused one goes alone: the server would wait for it for ever.
		expect(await device.edges()).toEqual([
			[1, 1, null],
			[2, 2, null],
			[3, 3, null],
			[4, 4, 3]
		]);
		expect(await device.waitingSeqs()).toEqual([1, 3, 4]);
	});

	test('a tab that leads no more offers nothing again', async ({ device }) => {
		await device.anna.add([command(1, 'a')]);
		await device.anna.settle([applied(1)], 1);
		await device.lab.lead(ANNA, 2);
		await device.expectUnchanged(() =>
			expect(device.anna.offerAgain([command(1, 'a').id], 1)).rejects.toThrow(NotLeading)
		);
	});
}

function renumbering(test: OutboxTest): void {
	test('every waiting command gets a number of the new client, in the same order', async ({
		device
	}) => {
		await device.lab.keepPhoto(ANNA, SHA);
		await device.anna.add([command(1, 'a'), command(2, 'b'), command(3, 'a'), photo(4, 'a')]);
		await device.anna.add([command(5, 'b')]);
		await device.anna.settle([applied(1)], 1);
		const old = await device.anna.client();
		await device.anna.renumber(1);
		await device.restart();
		expect(await device.anna.client()).not.toBe(old);
		const waiting = await device.anna.waiting();
		const place = new Map(waiting.map((entry, index) => [entry.command.seq, index]));
		const shape = waiting.map(({ command: { args, prev } }) => [
			args['text'] ?? 'photo',
			prev === null ? null : place.get(prev)
		]);
		expect(shape).toEqual([
			['2', null],
			['3', null],
			['photo', 1],
			['5', 0]
		]);
		expect(new Set(waiting.map(({ blob }) => blob))).toEqual(new Set([null, SHA]));
	});

	test('no number stands for two commands, and later ones stay later', async ({ device }) => {
		await device.anna.add([command(1, 'a'), command(2, 'a'), command(3, 'a')]);
		await device.anna.settle([applied(1), rejected(2)], 1);
		await device.anna.renumber(1);
		await device.anna.add([command(4, 'a')]);
		const edges = await device.edges();
		expect(edges.map(([number]) => number)).toEqual([1, 2, 3, 4]);
		expect(new Set(edges.map(([, seq]) => seq)).size).toBe(4);
		expect(edges[3]?.[2]).toBe(edges[2]?.[1]);
	});

	test('a tab that leads no more gives no numbers', async ({ device }) => {
		await device.anna.add([command(1, 'a')]);
		await device.lab.lead(ANNA, 2);
		await device.expectUnchanged(() => expect(device.anna.renumber(1)).rejects.toThrow(NotLeading));
	});
}

function markingSettled(test: OutboxTest): void {
	const heads = { 'queue:callCenter': 5, 'mine:anna': 3 };

	test('applied is settled when every scope held here has the effect', async ({ device }) => {
		await device.anna.add([command(1, 'a')]);
		await device.anna.settle([applied(1, heads)], 1);
		const missing = await device.markSettled({ 'queue:callCenter': 5, 'mine:anna': 2 });
		expect(missing).toEqual([command(1, 'a').id]);
		expect(await device.settled()).toEqual([false]);
		await device.markSettled({ 'queue:callCenter': 4, 'mine:anna': 3 });
		expect(await device.settled()).toEqual([false]);
		expect(await device.markSettled({ 'queue:callCenter': 6, 'mine:anna': 3 })).toEqual([]);
		expect(await device.settled()).toEqual([true]);
	});

	test('a scope that is not held here is not waited for', async ({ device }) => {
		await device.anna.add([command(1, 'a'), command(2, 'b')]);
		await device.anna.settle([applied(1, heads), applied(2, {})], 1);
		await device.markSettled({ 'mine:anna': 3 });
		expect(await device.settled()).toEqual([true, true]);
	});

	test('what waits or was refused is not in the rows', async ({ device }) => {
		await device.anna.add([command(1, 'a'), command(2, 'b')]);
		await device.anna.settle([rejected(2)], 1);
		await device.markSettled({ 'mine:anna': 99 });
		expect(await device.settled()).toEqual([false, false]);
	});

	test('settled it stays, whatever the versions do later', async ({ device }) => {
		await device.anna.add([command(1, 'a')]);
		await device.anna.settle([applied(1, heads)], 1);
		await device.markSettled({ 'mine:anna': 3 });
		await device.markSettled({ 'mine:anna': 1 });
		expect(await device.settled()).toEqual([true]);
	});
}

function pruning(test: OutboxTest): void {
	const LATER = '2026-11-24T13:00:00.000Z';

	test('goes what is settled and was answered before', async ({ device }) => {
		await device.anna.add([1, 2, 3, 4].map((number) => command(number, String(number))));
		await device.anna.settle([applied(1), rejected(2), applied(3, { 'mine:anna': 9 })], 1);
		await device.markSettled({ 'mine:anna': 1 });
		await device.expectUnchanged(() => device.anna.prune(NOON));
		await device.anna.prune(LATER);
		expect(await device.edges()).toEqual([
			[2, 2, null],
			[3, 3, null],
			[4, 4, null]
		]);
	});

	test('what was answered later stays', async ({ device }) => {
		await device.anna.add([command(1, 'a'), command(2, 'b')]);
		await device.anna.settle([applied(1)], 1);
		device.lab.setClock(LATER);
		await device.anna.settle([applied(2)], 1);
		await device.markSettled({});
		await device.anna.prune(LATER);
		expect(await device.edges()).toEqual([[2, 2, null]]);
	});
}
