/** Guarantee 8: a server that was put back to an earlier state is noticed, and loses nothing that is kept. */
import { describe, expect, test } from 'vitest';
import {
	atWork,
	note,
	notesOf,
	OTHER,
	register,
	statuses
} from '../../../tests/support/at-work.ts';
import { act } from '../../../tests/support/fake-device.ts';
import { confirmOnce } from './engine.ts';

describe('a server that was put back', () => {
	test('pitfall 3: is offered again what it has forgotten, and carries it out once', async () => {
		const { server, device } = await atWork();
		const restore = server.backup();
		await device.outbox.add([note('1'), note('2')]);
		await device.settle();
		restore();
		expect(notesOf(server)).toEqual([]);
		await device.cycle();
		await device.settle();
		expect(notesOf(server)).toEqual(['1', '2']);
		expect(new Set(server.effects).size).toBe(server.effects.length);
		expect(await statuses(device)).toEqual(['applied', 'applied', 'applied', 'applied']);
	});

	test('does not take what was written since before what it has forgotten', async () => {
		const { server, device } = await atWork();
		const restore = server.backup();
		await device.outbox.add([register(OTHER, 'ZZZZZZZZZZZZ')]);
		await device.settle();
		restore();
		// On a ticket of which the server knows nothing now.
		await device.outbox.add([act(OTHER, 'ticket.take', {}), note('later', OTHER)]);
		for (let cycles = 0; cycles < 3; cycles += 1) await device.cycle();
		expect(notesOf(server, OTHER)).toEqual(['later']);
		expect(new Set(await statuses(device))).toEqual(new Set(['applied']));
	});

	test('is noticed where nothing that this device holds has changed by it', async () => {
		const { server, device } = await atWork();
		const restore = server.backup();
		await device.outbox.add([note('1')]);
		await device.settle();
		const held = device.rowDisk.held;
		restore();
		// As on a kiosk, whose scopes hold no ticket: no cursor of it is of another past.
		expect(await confirmOnce(device.engine)).toEqual({ type: 'confirmed', differing: 1 });
		expect(device.rowDisk.held).toEqual(held);
		await device.settle();
		expect(notesOf(server)).toEqual(['1']);
	});

	test('what it refused stays refused, and what waited behind it goes alone', async () => {
		const { server, device } = await atWork();
		const restore = server.backup();
		await device.outbox.add([act(OTHER, 'ticket.take', {})]);
		await device.settle();
		restore();
		await device.outbox.add([register(OTHER, 'ZZZZZZZZZZZZ')]);
		expect(await confirmOnce(device.engine)).toEqual({ type: 'confirmed', differing: 1 });
		await device.settle();
		expect(server.ticket(OTHER)?.status).toBe('registered');
		expect(await statuses(device)).toEqual(['applied', 'applied', 'rejected', 'applied']);
	});
});
