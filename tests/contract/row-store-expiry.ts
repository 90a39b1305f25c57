/** What is over goes by itself, its text everywhere at once, while the proof goes on holding (R3.3). */
import { expect } from 'vitest';
import {
	gone,
	headOf,
	KB,
	MINE,
	REF,
	row,
	type DeviceTest,
	type RowDevice,
	hashOf
} from './row-store-lab.ts';

const APRIL = 24_315;
const ticket = (id: string, month: number, text = 'secret') =>
	row(id, 1, { scope: MINE, kind: 'ticket', month, body: JSON.stringify({ id, text }) });
const old = ticket('a', APRIL);
const older = ticket('b', APRIL - 1);
const recent = ticket('c', APRIL + 1, 'recent');
const all = [old, older, recent];
const ticketGone = (id: string) => ({ ...gone(id, MINE), kind: 'ticket' as const });

async function expired(device: RowDevice): Promise<void> {
	await device.bring(all, [headOf(MINE, 3, all)]);
	await device.store.expire(APRIL);
}

export function expiryOfARowStore(test: DeviceTest): void {
	onTheDevice(test);
	withTheServer(test);
	wrongClocks(test);
}

function onTheDevice(test: DeviceTest): void {
	test('of what is over nothing is shown, and no text is left', async ({ device }) => {
		await expired(device);
		expect(await device.shown()).toEqual([recent]);
		expect(await device.lab.everything()).not.toContain('secret');
		await device.store.expire(APRIL);
		await device.reopen();
		expect(await device.shown()).toEqual([recent]);
	});

	test('not even of what was on its way in', async ({ device }) => {
		await device.bring(all, [headOf(MINE, 3, all)]);
		await device.stage([ticket('a', APRIL, 'secret, again')]);
		await device.store.expire(APRIL);
		expect(await device.lab.everything()).not.toContain('secret');
	});

	test('the proof goes on holding, and an audit finds nothing wrong', async ({ device }) => {
		await expired(device);
		expect(await device.store.audit(hashOf)).toEqual([]);
		const fresh = ticket('d', APRIL + 2);
		const over = { overThrough: APRIL };
		await device.stage([fresh]);
		expect(await device.apply([headOf(MINE, 4, [...all, fresh])], over)).toEqual([]);
		expect(await device.shown()).toEqual([recent, fresh]);
	});

	test('it goes with its scope', async ({ device }) => {
		await expired(device);
		await device.bring([], [headOf(REF, 0, [])]);
		await device.bring([recent], [headOf(MINE, 5, [recent])]);
		expect(await device.shown()).toEqual([recent]);
	});
}

function withTheServer(test: DeviceTest): void {
	const forgotten = { ...headOf(MINE, 4, [recent]), goneThrough: APRIL };

	test('the server forgets after the device: the two agree, without a word on each row', async ({
		device
	}) => {
		await expired(device);
		await device.stage([]);
		expect(await device.apply([forgotten], { overThrough: APRIL })).toEqual([]);
		expect(await device.store.held()).toMatchObject([{ version: 4, count: 1 }]);
		expect(await device.store.audit(hashOf)).toEqual([]);
	});

	test('the server forgets before the device', async ({ device }) => {
		await device.bring(all, [headOf(MINE, 3, all)]);
		await device.stage([]);
		expect(await device.apply([forgotten], { overThrough: APRIL })).toEqual([]);
		expect(await device.shown()).toEqual([recent]);
		expect(await device.lab.everything()).not.toContain('secret');
	});

	test('it forgets in one scope, and nothing of another', async ({ device }) => {
		const other = { ...old, scope: KB };
		await device.bring([...all, other], [headOf(MINE, 3, all), headOf(KB, 1, [other])]);
		await device.stage([]);
		const heads = [forgotten, headOf(KB, 1, [other])];
		expect(await device.apply(heads, { overThrough: APRIL })).toEqual([]);
		expect(await device.shown()).toEqual([other, recent]);
	});

	test('a row that changes or leaves after its text has gone', async ({ device }) => {
		await expired(device);
		const over = { overThrough: APRIL };
		const later = ticket('a', APRIL, 'changed');
		await device.stage([later]);
		expect(await device.apply([headOf(MINE, 4, [later, older, recent])], over)).toEqual([]);
		await device.stage([ticketGone('a'), ticketGone('b')]);
		expect(await device.apply([headOf(MINE, 5, [recent])], over)).toEqual([]);
		expect(await device.shown()).toEqual([recent]);
		expect(await device.store.audit(hashOf)).toEqual([]);
	});
}

function wrongClocks(test: DeviceTest): void {
	test('what a clock that was ahead has ended comes again (pitfall 20)', async ({ device }) => {
		await expired(device);
		await device.stage([]);
		const over = { overThrough: APRIL - 1 };
		expect(await device.apply([headOf(MINE, 3, all)], over)).toEqual([MINE]);
		await device.stage(all);
		expect(await device.apply([headOf(MINE, 3, all)], { ...over, reset: [MINE] })).toEqual([]);
		expect(await device.shown()).toEqual(all);
	});
}
