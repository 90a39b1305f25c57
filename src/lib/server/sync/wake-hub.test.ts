import { describe, expect, test } from 'vitest';
import type { Scope } from '#lib/sync/scope.ts';
import { WakeHub } from './wake-hub.ts';

/** Versions that a test moves, looks that it lets go on, and how many there were. */
function world() {
	const versions = new Map<Scope, number>([['kb:public', 1]]);
	const waiting: (() => void)[] = [];
	const state = { looks: 0, atOnce: 0, mostAtOnce: 0, isHeld: false, isDown: false };
	let notify: () => void = () => undefined;
	const hub = new WakeHub({
		look: async (scopes) => {
			state.looks += 1;
			state.atOnce += 1;
			state.mostAtOnce = Math.max(state.mostAtOnce, state.atOnce);
			try {
				if (state.isHeld) await new Promise<void>((resolve) => waiting.push(resolve));
				else await Promise.resolve();
				if (state.isDown) throw new Error('Down');
				return new Map([...versions].filter(([scope]) => scopes.has(scope)));
			} finally {
				state.atOnce -= 1;
			}
		},
		listen: (onNotified) => {
			notify = onNotified;
			return Promise.resolve();
		},
		report: () => undefined
	});
	const letGo = () => {
		state.isHeld = false;
		for (const go of waiting.splice(0)) go();
	};
	return { hub, versions, state, letGo, notify: () => notify() };
}

const open = (hub: WakeHub, scopes: readonly Scope[], end = new AbortController()) => {
	const stream = hub.wakes(scopes, end.signal);
	return { end, next: async () => (await stream.next()).value as unknown };
};

describe('a hub', () => {
	test('tells a device first what there is, then each move once', async () => {
		const { hub, versions, notify } = world();
		await hub.start();
		const device = open(hub, ['kb:public', 'ref:public']);
		expect(await device.next()).toEqual({ 'kb:public': 1 });
		versions.set('ref:public', 1);
		notify();
		expect(await device.next()).toEqual({ 'ref:public': 1 });
		notify();
		versions.set('kb:public', 2);
		notify();
		expect(await device.next()).toEqual({ 'kb:public': 2 });
		hub.close();
	});

	test('tells a device that holds nothing that there is nothing', async () => {
		const { hub } = world();
		expect(await open(hub, ['ref:public']).next()).toEqual({});
	});

	test('looks once for all who come while a look is under way, and never twice at a time', async () => {
		for (let turns = 0; turns < 12; turns += 1) {
			const { hub, state, letGo } = world();
			state.isHeld = true;
			const devices = Array.from({ length: 50 }, () => open(hub, ['kb:public']).next());
			letGo();
			// One more in each moment around the end of the first look.
			for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
			devices.push(open(hub, ['kb:public']).next());
			for (const told of await Promise.all(devices)) expect(told).toEqual({ 'kb:public': 1 });
			expect(state.mostAtOnce).toBe(1);
			expect(state.looks).toBeLessThanOrEqual(3);
		}
	});

	test('ends a stream that cannot begin, and goes on with the others', async () => {
		const { hub, state, versions, notify } = world();
		await hub.start();
		const device = open(hub, ['kb:public']);
		await device.next();
		state.isDown = true;
		await expect(open(hub, ['kb:public']).next()).rejects.toThrow('Down');
		expect(hub.listeners).toBe(1);
		state.isDown = false;
		versions.set('kb:public', 5);
		notify();
		expect(await device.next()).toEqual({ 'kb:public': 5 });
		hub.close();
	});
});
