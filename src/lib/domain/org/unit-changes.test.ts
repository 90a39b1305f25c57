import { expect, test } from 'vitest';
import { mergerRefusal, type MergerRefusal } from './unit-changes.ts';
import type { Unit } from './units.ts';

const unit = (id: string, parentId: string | null = null, active = true): Unit => ({
	...{ id, code: id, name: id, shortName: id, parentId, active },
	kind: parentId === null ? 'unit' : 'cell'
});
const UNITS = [
	...[unit('A'), unit('B'), unit('C', null, false)],
	...[unit('A1', 'A'), unit('A11', 'A1'), unit('B1', 'B'), unit('C1', 'C')]
];

test.each<readonly [from: string, into: string, open: number, refusal: MergerRefusal | null]>([
	['A', 'B', 0, null],
	['A1', 'B1', 0, null],
	['C', 'A', 0, null], // what never joined may be given up
	['A', 'B', 1, 'openTickets'],
	['A', 'X', 0, 'unknown'],
	['X', 'A', 0, 'unknown'],
	['A', 'A', 0, 'same'],
	['A', 'B1', 0, 'otherKind'],
	['A1', 'A11', 0, 'within'],
	['A11', 'A1', 0, 'within'],
	['A', 'C', 0, 'inactive'],
	['A1', 'C1', 0, 'inactive']
])('%s into %s with %i open tickets: %s', (...row) => {
	const [from, into, open, refusal] = row;
	expect(mergerRefusal(UNITS, { from, into }, open)).toBe(refusal);
});
