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

/** Of these, the ones that less work at a time may get around: others were in the way, or it took too long. */
const CONTENTION_STATES = ['40', '55P03', '57014'] as const;

export const isPassing = (fault: unknown): boolean =>
	hasCode(
		fault,
		(code) => PASSING_CODES.has(code) || PASSING_STATES.some((state) => code.startsWith(state))
	);

export const isContention = (fault: unknown): boolean =>
	hasCode(fault, (code) => CONTENTION_STATES.some((state) => code.startsWith(state)));

/** PostgreSQL ended a statement that ran too long: it passes, but it comes again with the same work. */
export const isOverTime = (fault: unknown): boolean => hasCode(fault, (code) => code === '57014');

/** A row of a month that its table has no part for; there are no other checks in the schema. */
export const isWithoutPart = (fault: unknown): boolean =>
	hasCode(fault, (code) => code === '23514');

/** The fault itself, or what it says was its cause. */
function hasCode(fault: unknown, which: (code: string) => boolean): boolean {
	if (!(fault instanceof Error)) return false;
	if ('code' in fault && typeof fault.code === 'string' && which(fault.code)) return true;
	return hasCode(fault.cause, which);
}
