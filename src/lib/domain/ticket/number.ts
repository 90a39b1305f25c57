/**
 * The official number: year of registration in Warsaw and a running number that only the server gives.
 * Numbers never repeat; a gap means no more than a registration that was not completed.
 */
export function formatTicketNumber(year: number, running: number): string {
	return `ŁCK/${String(year)}/${String(running).padStart(6, '0')}`;
}
