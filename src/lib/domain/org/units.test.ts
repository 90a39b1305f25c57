import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { pathOf, takesTickets, unitSchema, type Unit } from './units.ts';

const id = (last: number) => `0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a0${last}`;
const unit = (no: number, parent: number | null, active = true): Unit => ({
	id: id(no),
	code: `U-${no}`,
	name: `Komórka ${no}`,
	shortName: `K${no}`,
	kind: parent === null ? 'unit' : 'cell',
	parentId: parent === null ? null : id(parent),
	active
});

describe('units and cells', () => {
	it('has a cell in something, and a unit in nothing', () => {
		expect(v.is(unitSchema, unit(1, null))).toBe(true);
		expect(v.is(unitSchema, unit(2, 1))).toBe(true);
		expect(v.is(unitSchema, { ...unit(2, 1), parentId: null })).toBe(false);
		expect(v.is(unitSchema, { ...unit(1, null), parentId: id(2) })).toBe(false);
	});

	it('tells the way from the unit down to a cell', () => {
		const units = [unit(3, 2), unit(2, 1), unit(1, null)];
		expect(pathOf(units, id(3)).map(({ code }) => code)).toEqual(['U-1', 'U-2', 'U-3']);
		expect(pathOf(units, id(9))).toEqual([]);
	});

	it('does not lose itself where cells lie in each other', () => {
		expect(pathOf([unit(1, 2), unit(2, 1)], id(1))).toHaveLength(2);
	});

	it('R14.1 forwards nothing to a unit that has not joined, nor to its cells', () => {
		const units = [unit(1, null, false), unit(2, 1), unit(3, null)];
		expect([1, 2, 3, 9].map((no) => takesTickets(units, id(no)))).toEqual([
			false,
			false,
			true,
			false
		]);
	});
});
