import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentOn, isCivilDate, isValidOn } from './validity.ts';

const version = (ka: string, validFrom: string, validTo: string | null) => ({
	ka,
	fields: { validFrom, validTo }
});

describe('RA2.3 validity', () => {
	it.each([
		['2026-02-28', true],
		['2026-02-29', false],
		['2028-02-29', true],
		['2026-13-01', false],
		['2026-00-10', false],
		['26-01-01', false],
		['2026-1-1', false],
		['2026-01-01T00:00', false],
		['', false]
	])('RA2.1 %s as RRRR-MM-DD of a day that exists: %s', (text, expected) => {
		expect(isCivilDate(text)).toBe(expected);
	});

	it.each([
		['2025-12-31', false],
		['2026-01-01', true],
		['2026-06-30', true],
		['2026-07-01', false]
	])('from 2026-01-01 to 2026-06-30 an article holds on %s: %s', (day, expected) => {
		expect(isValidOn(version('KA-01208', '2026-01-01', '2026-06-30'), day)).toBe(expected);
	});

	it('holds without end where field 5 is empty', () => {
		expect(isValidOn(version('KA-01208', '2026-01-01', null), '2099-01-01')).toBe(true);
	});

	it('lets a successor prepared ahead take over at midnight, though its predecessor has no end', () => {
		const old = version('KA-01208', '2025-01-01', null);
		const next = version('KA-01208', '2026-12-01', null);
		const other = version('KA-01305', '2025-01-01', null);
		expect(currentOn([next, old, other], '2026-11-30')).toEqual([old, other]);
		expect(currentOn([next, old, other], '2026-12-01')).toEqual([next, other]);
	});

	it('shows each procedure once, and only versions of that day', () => {
		const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}`);
		const versions = fc.array(
			fc
				.record({ ka: fc.constantFrom('A', 'B'), from: day, to: fc.option(day, { nil: null }) })
				.map(({ ka, from, to }) => version(ka, from, to))
		);
		fc.assert(
			fc.property(versions, day, (articles, today) => {
				const current = currentOn(articles, today);
				expect(current.every((one) => isValidOn(one, today))).toBe(true);
				expect(new Set(current.map(({ ka }) => ka)).size).toBe(current.length);
				const held = new Set(articles.filter((one) => isValidOn(one, today)).map(({ ka }) => ka));
				expect(current).toHaveLength(held.size);
			})
		);
	});
});
