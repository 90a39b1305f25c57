import { describe, expect, it } from 'vitest';
import { addressKey, createLimits } from './limits.ts';

describe('the address that tries are counted under', () => {
	it.each([
		['192.0.2.7', '192.0.2.7'],
		['::ffff:192.0.2.7', '192.0.2.7'],
		['2001:db8:12:34:aaaa:bbbb:cccc:dddd', '2001:db8:12:34::/64'],
		['2001:0db8:0012:0034::1', '2001:db8:12:34::/64'],
		['2001:db8::1', '2001:db8:0:0::/64'],
		['2001:db8:1::2:3:4:5', '2001:db8:1:0::/64'],
		['::1', '0:0:0:0::/64'],
		['', ''],
		[undefined, '']
	])('of %s is %s', (address, key) => {
		expect(addressKey(address)).toBe(key);
	});
});

describe('a limit', () => {
	it('is counted for each key by itself, and says how long to wait', async () => {
		const limits = createLimits();
		for (let round = 0; round < 5; round += 1)
			expect(await limits.spend('pairByAddress', 'a')).toBe(0);
		const waitMs = await limits.spend('pairByAddress', 'a');
		expect(waitMs).toBeGreaterThan(590_000);
		expect(waitMs).toBeLessThanOrEqual(600_000);
		expect(await limits.spend('pairByAddress', 'b')).toBe(0);
		expect(await limits.spend('trackByAddress', 'a')).toBe(0);
	});

	it('does not count what was given back', async () => {
		const limits = createLimits();
		for (let round = 0; round < 30; round += 1) {
			expect(await limits.spend('pairByAddress', 'a')).toBe(0);
			await limits.giveBack('pairByAddress', 'a');
		}
	});
});
