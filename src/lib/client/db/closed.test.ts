import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { againIfClosed } from './closed.ts';

let db: Dexie;
const open = vi.fn<Dexie['open']>();

beforeEach(() => {
	db = new Dexie('closed');
	open.mockReset().mockImplementation(() => Dexie.Promise.resolve(db));
	Object.assign(db, { open });
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const named = (name: string) => Object.assign(new Error(name), { name });

describe('a question that a closing broke off', () => {
	for (const name of ['AbortError', 'DatabaseClosedError', 'InvalidStateError', 'OpenFailedError'])
		it(`is asked again (${name})`, async () => {
			const question = vi.fn<() => Promise<string>>();
			question.mockRejectedValueOnce(named(name)).mockResolvedValueOnce('answer');
			const asked = againIfClosed(db, question);
			await vi.runAllTimersAsync();
			await expect(asked).resolves.toBe('answer');
			expect(open).toHaveBeenCalledTimes(1);
		});

	it('is asked no third time', async () => {
		const question = vi.fn<() => Promise<string>>().mockRejectedValue(named('AbortError'));
		const asked = expect(againIfClosed(db, question)).rejects.toThrow('AbortError');
		await vi.runAllTimersAsync();
		await asked;
		expect(question).toHaveBeenCalledTimes(2);
	});

	it('is not asked again where the reason is another', async () => {
		const question = vi.fn<() => Promise<string>>().mockRejectedValue(named('QuotaExceededError'));
		await expect(againIfClosed(db, question)).rejects.toThrow('QuotaExceededError');
		expect(question).toHaveBeenCalledTimes(1);
	});
});
