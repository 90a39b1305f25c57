import { describe, expect, it } from 'vitest';
import { accountInGroups, dateInWords, deadlineLines } from './written.ts';

describe('the values of an article in words', () => {
	it('RA2.1 writes a term as the longest time, in the case Polish asks for, and then its note', () => {
		const lines = (count: number, unit: 'day' | 'workingDay' | 'week' | 'month') =>
			deadlineLines({ atMost: { count, unit }, note: null });
		expect(lines(1, 'day')).toEqual(['do 1 dnia']);
		expect(lines(14, 'day')).toEqual(['do 14 dni']);
		expect(lines(22, 'workingDay')).toEqual(['do 22 dni roboczych']);
		expect(lines(2, 'week')).toEqual(['do 2 tygodni']);
		expect(lines(1, 'month')).toEqual(['do 1 miesiąca']);
		expect(deadlineLines({ atMost: null, note: 'bez zbędnej zwłoki' })).toEqual([
			'bez zbędnej zwłoki'
		]);
	});
	it('RA2.1 writes an account as banks do', () => {
		const printed = '61 1090 1014 0000 0712 1981 2874';
		expect(accountInGroups('61109010140000071219812874')).toBe(printed);
		expect(accountInGroups('6110 9010 1400 0007 1219 8128 74')).toBe(printed);
	});
	it('writes a civil date whatever the time zone of the device', () => {
		expect(dateInWords('2026-03-01')).toBe('1 marca 2026');
	});
});
