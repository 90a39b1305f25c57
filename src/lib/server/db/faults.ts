/**
 * Faults that pass by themselves: the connection died, the server restarts or is full, somebody held a
 * lock too long, two transactions met. They say nothing about the work that met them.
 */
const PASSING_STATES = [
	'08', // connection exception
	'40', // transaction rollback: serialization, deadlock
	'53', // insufficient resources
	'57', // operator intervention: shutdown, crash, cancelled
	'58', // system error
	'55P03', // lock not available
	'25P03' // idle in transaction too long
] as const;

/** Codes that the driver gives where there was no server to give one. */
const PASSING_CODES: ReadonlySet<string> = new Set([
	'CONNECTION_CLOSED',
	'CONNECTION_ENDED',
	'CONNECTION_DESTROYED',
	'CONNECT_TIMEOUT',
	'ECONNREFUSED',
	'ECONNRESET',
	'EPIPE',
	'ETIMEDOUT',
	'ENOTFOUND'
]);

export function isPassing(fault: unknown): boolean {
	if (!(fault instanceof Error)) return false;
	if ('code' in fault && typeof fault.code === 'string') {
		const { code } = fault;
		if (PASSING_CODES.has(code) || PASSING_STATES.some((state) => code.startsWith(state)))
			return true;
	}
	return isPassing(fault.cause);
}

/** PostgreSQL ended a statement that ran too long: it passes, but it comes again with the same work. */
export function isOverTime(fault: unknown): boolean {
	if (!(fault instanceof Error)) return false;
	return ('code' in fault && fault.code === '57014') || isOverTime(fault.cause);
}
