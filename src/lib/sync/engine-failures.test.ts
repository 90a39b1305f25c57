/** What goes wrong on the way up costs no command, whatever it is. */
import { describe, expect, test } from 'vitest';
import { atWork, note, notesOf, statuses } from '../../../tests/support/at-work.ts';
import { faults } from '../../../tests/support/fake-network.ts';
import { CONSULTANT, WORKER } from '../../../tests/support/tickets.ts';
import { pushOnce } from './engine.ts';
import { NotLeading } from './not-leading.ts';
import type { TransportFailure } from './ports.ts';

describe('nothing costs a command', () => {
	const FAILURES: readonly TransportFailure[] = [
		{ type: 'unreachable' },
		{ type: 'busy', retryAfterMs: 1000 },
		{ type: 'signInNeeded' },
		{ type: 'otherOwner' },
		{ type: 'revoked' },
		{ type: 'updateNeeded' },
		{ type: 'fault', message: 'Internal' }
	];
	test.each(FAILURES)('not $type', async (failure) => {
		const next = faults(failure, failure);
		const { server, device } = await atWork((asked) => (asked === 'push' ? next() : 'none'));
		await device.outbox.add([note('1'), note('2')]);
		const before = await device.outbox.entries();
		expect(await pushOnce(device.engine)).toEqual({ type: 'failed', failure });
		expect(await pushOnce(device.engine)).toEqual({ type: 'failed', failure });
		expect(await device.outbox.entries()).toEqual(before);
		await device.settle();
		expect(notesOf(server)).toEqual(['1', '2']);
	});

	test('an ended session: the rows stay, and after signing in everything goes', async () => {
		const { server, device, signIn } = await atWork();
		await device.outbox.add([note('1')]);
		const rows = device.rows();
		signIn({ type: 'anonymous' });
		expect(await device.cycle()).toEqual({ type: 'failed', failure: { type: 'signInNeeded' } });
		expect(device.rows()).toEqual(rows);
		signIn(CONSULTANT);
		await device.settle();
		expect(notesOf(server)).toEqual(['1']);
	});

	test('somebody else signed in: nothing is sent in their name', async () => {
		const { server, device, signIn } = await atWork();
		await device.outbox.add([note('1')]);
		signIn(WORKER);
		expect(await device.cycle()).toEqual({ type: 'failed', failure: { type: 'otherOwner' } });
		expect(notesOf(server)).toEqual([]);
		expect(await statuses(device)).toEqual(['applied', 'applied', 'waits']);
	});

	test('a tab that leads no more stores no answer; the leader gets the same one', async () => {
		const { server, device } = await atWork();
		await device.outbox.add([note('1')]);
		const { transport } = device.engine;
		const slow = {
			...device.engine,
			transport: {
				...transport,
				push: async (request: Parameters<typeof transport.push>[0]) => {
					const answered = await transport.push(request);
					device.lead(2);
					return answered;
				}
			}
		};
		await expect(pushOnce(slow)).rejects.toThrow(NotLeading);
		expect((await statuses(device)).at(-1)).toBe('waits');
		await pushOnce({ ...device.engine, token: 2 });
		expect((await statuses(device)).at(-1)).toBe('applied');
		expect(notesOf(server)).toEqual(['1']);
	});
});
