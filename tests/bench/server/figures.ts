/** What a measurement says, and how it is shown. */

export type Figure = {
	readonly measure: string;
	readonly value: number;
	readonly unit: string;
	/** What it has to be; null where nothing was promised. */
	readonly target: { readonly atMost: number } | { readonly atLeast: number } | null;
};

export function figure(measure: string, value: number, unit: string): Figure {
	return { measure, value: rounded(value), unit, target: null };
}

export const promised = (target: Figure['target'], measured: Figure): Figure => ({
	...measured,
	target
});

/** Three digits are more than a measurement on a shared machine can promise. */
const rounded = (value: number): number => Number(value.toPrecision(3));

export function percentile(values: readonly number[], share: number): number {
	const ascending = values.toSorted((one, other) => one - other);
	return ascending[Math.max(0, Math.ceil(values.length * share) - 1)] ?? NaN;
}

/** @returns null where nothing was promised */
export function isMet({ value, target }: Figure): boolean | null {
	if (target === null) return null;
	return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}

const WORD = new Map<boolean | null, string>([
	[true, 'met'],
	[false, 'MISSED'],
	[null, '']
]);

/** A table in Markdown, as the document has it. */
export function tableOf(figures: readonly Figure[]): string {
	const rows = figures.map((one) => [
		one.measure,
		`${one.value.toLocaleString('en')} ${one.unit}`.trim(),
		targetOf(one.target),
		WORD.get(isMet(one)) ?? ''
	]);
	const all = [['measured', 'value', 'target', ''], ...rows];
	const widths = [0, 1, 2, 3].map((column) =>
		Math.max(3, ...all.map((row) => row[column]?.length ?? 0))
	);
	const line = (row: readonly string[]) =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	const [head = [], ...body] = all;
	return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function targetOf(target: Figure['target']): string {
	if (target === null) return '';
	return 'atMost' in target
		? `≤ ${target.atMost.toLocaleString('en')}`
		: `≥ ${target.atLeast.toLocaleString('en')}`;
}
