/**
 * The official number: year of registration in Warsaw and a running number that only the server gives.
 * Numbers never repeat; a gap means no more than a registration that was not completed.
 */
export function formatTicketNumber(year: number, running: number): string {
	return `ŁCK/${String(year)}/${String(running).padStart(6, '0')}`;
}

/**
 * However it was typed: "łck/2026/123", "2026/000123", "LCK 2026 123".
 * @returns the number as it stands on the receipt; null for what cannot be one
 */
export function parseTicketNumber(typed: string): string | null {
	const found = /^(?:[łl]ck)?[\s/-]*(\d{4})[\s/-]+(\d{1,9})$/iu.exec(typed.trim());
	if (!found) return null;
	const [, year, running] = found;
	return formatTicketNumber(Number(year), Number(running));
}
