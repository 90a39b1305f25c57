/**
 * Faults as they are written down: what broke and where, never whose data were in it. Drivers and
 * parsers repeat values in their messages, so only their codes are kept.
 */

export type DescribedFault = {
	readonly name: string;
	readonly code?: string;
	readonly message?: string;
	readonly at: readonly string[];
	readonly cause?: DescribedFault;
};

/** Errors of these names are made by our own code or the engine, from words and not from input. */
const QUOTABLE: ReadonlySet<string> = new Set([
	'Error',
	'TypeError',
	'RangeError',
	'ReferenceError'
]);
const FRAMES = 8;

export function describeFault(fault: unknown): DescribedFault {
	if (!(fault instanceof Error)) return { name: typeof fault, at: [] };
	const { name, message, stack = '', cause } = fault;
	const frames = stack.split('\n').filter((line) => /^\s+at /u.test(line));
	const quotable = QUOTABLE.has(name) && !isQuery(fault);
	return {
		name: isQuery(fault) ? 'QueryError' : name,
		...('code' in fault && typeof fault.code === 'string' ? { code: fault.code } : {}),
		...(quotable ? { message } : {}),
		at: frames.slice(0, FRAMES).map((line) => line.trim()),
		...(cause === undefined ? {} : { cause: describeFault(cause) })
	};
}

/** Drizzle calls its error plainly "Error", with the statement and all its values in the message. */
const isQuery = (fault: Error): boolean => 'query' in fault && 'params' in fault;

/** The same in one short line, for where a column holds it. */
export function nameFault(fault: unknown): string {
	const described = describeFault(fault);
	const innermost = innermostOf(described);
	const what = [innermost.name, innermost.code, innermost.message].filter(Boolean).join(' ');
	return `${what} ${described.at[0] ?? ''}`.trim().slice(0, 500);
}

function innermostOf(fault: DescribedFault): DescribedFault {
	return fault.cause ? innermostOf(fault.cause) : fault;
}

/** One JSON line on standard error, so that nothing in it can pass for another line. */
export function logFault(fault: unknown, about: string): void {
	const at = new Date().toISOString();
	console.error(JSON.stringify({ at, level: 'fault', about, fault: describeFault(fault) }));
}
