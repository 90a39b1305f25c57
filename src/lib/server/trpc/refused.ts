import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { isPassing } from '../db/faults.ts';
import { SyncRefused } from '../sync/admission.ts';
import { GoingDown } from '../sync/wake-hub.ts';

/** Why a call was not answered: everything a device can be told, in `data.reason` of the error. */
const CODE_OF_REASON = {
	signInNeeded: 'UNAUTHORIZED',
	wrongCredentials: 'UNAUTHORIZED',
	/** The rows or commands are another person's than who is signed in. */
	otherOwner: 'FORBIDDEN',
	/** The device was given up: everything on it goes. */
	revoked: 'FORBIDDEN',
	notAllowed: 'FORBIDDEN',
	/** This protocol is no longer spoken; nothing is lost by waiting for the new version. */
	updateNeeded: 'PRECONDITION_FAILED',
	/** With `data.retryAfterMs`. */
	tooMany: 'TOO_MANY_REQUESTS',
	notFound: 'NOT_FOUND',
	/** A pairing code that was never given, is used up or too old. */
	invalidCode: 'BAD_REQUEST',
	unknownPlace: 'BAD_REQUEST',
	/** A unit or a category that there is not. */
	unknownReference: 'BAD_REQUEST',
	/** A file that is named has not arrived, or is gone. */
	fileMissing: 'BAD_REQUEST',
	/** Somebody else was first; nothing was changed. */
	changedMeanwhile: 'CONFLICT',
	/** Not what the procedure takes. */
	invalid: 'BAD_REQUEST',
	/** The database is away or this server is going down: the same call may work in a moment. */
	unavailable: 'SERVICE_UNAVAILABLE',
	/** Our bug. */
	fault: 'INTERNAL_SERVER_ERROR'
} as const satisfies Record<string, TRPC_ERROR_CODE_KEY>;
export type Reason = keyof typeof CODE_OF_REASON;

export class Refused extends TRPCError {
	readonly reason: Reason;
	readonly retryAfterMs: number | null;
	constructor(reason: Reason, retryAfterMs: number | null = null) {
		super({ code: CODE_OF_REASON[reason], message: reason });
		this.reason = reason;
		this.retryAfterMs = retryAfterMs;
	}
}

/** What is not theirs is, to them, not there. */
export function there<T>(found: T | null | false): T {
	if (found === null || found === false) throw new Refused('notFound');
	return found;
}

const REASON_OF_CODE: Partial<Record<TRPC_ERROR_CODE_KEY, Reason>> = {
	BAD_REQUEST: 'invalid',
	PARSE_ERROR: 'invalid',
	METHOD_NOT_SUPPORTED: 'invalid',
	UNSUPPORTED_MEDIA_TYPE: 'invalid',
	PAYLOAD_TOO_LARGE: 'invalid',
	NOT_FOUND: 'notFound'
};

export const reasonOf = (error: TRPCError): Reason =>
	error instanceof Refused ? error.reason : (REASON_OF_CODE[error.code] ?? 'fault');

/** What was thrown while working, as what the device is told; null where it is a bug. */
export function refusalOf(fault: unknown): Refused | null {
	if (fault instanceof Refused) return fault;
	if (fault instanceof SyncRefused) return new Refused(fault.reason);
	return fault instanceof GoingDown || isPassing(fault) ? new Refused('unavailable') : null;
}
