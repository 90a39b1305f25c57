/**
 * Cuts a page so that it never splits a version: a device that stopped in the middle of one would
 * have a cursor that no state ever had.
 * @param rows ordered by version
 * @param next the version of the first row that did not fit
 */
export function wholeVersions<Row extends { version: number }>(
	rows: readonly Row[],
	next: number
): readonly Row[] {
	return rows.filter(({ version }) => version < next);
}
