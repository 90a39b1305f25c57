/** Rows as lines with their columns beneath each other; the first row is the heading. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
	const widths = rows.reduce<readonly number[]>(
		(known, row) => row.map((cell, index) => Math.max(known[index] ?? 0, cell.length)),
		[]
	);
	return rows.map((row) =>
		row
			.map((cell, index) => cell.padEnd(widths[index] ?? 0))
			.join('  ')
			.trimEnd()
	);
}
