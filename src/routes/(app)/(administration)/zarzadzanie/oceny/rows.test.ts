import { expect, test } from 'vitest';
import { inRows, type Count } from './rows.ts';

const count = (more: Partial<Count>): Count => ({
	...{ month: 2026 * 12 + 10, unitId: 'u', kind: 'query', answer: 'settled', answers: 1 },
	...more
});

test('answers of a month, unit and kind are one row, with the share of those that are content', () => {
	const rows = inRows([
		count({ answers: 2 }),
		count({ answer: 'notSettled' }),
		count({ unitId: null, answer: 'partly' })
	]);
	expect(rows).toMatchObject([
		{ month: '2026-11', unitId: 'u', settled: 2, partly: 0, notSettled: 1, settledPercent: 67 },
		{ month: '2026-11', unitId: null, settled: 0, partly: 1, notSettled: 0, settledPercent: 0 }
	]);
	expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
});
