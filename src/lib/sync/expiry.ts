/**
 * What goes from every device by itself when its time is over (R3.3), one that is offline too. Its text
 * goes at once; its hash stays until the server has forgotten the row as well, so that the proof holds
 * whoever is first, and the end of a month costs neither a tombstone nor a load anew.
 */
import { monthOf } from '#lib/domain/retention.ts';
import type { EntityKind, Scope } from './scope.ts';

/** A row whose text is gone. */
export type ExpiredRow = {
	readonly scope: Scope;
	readonly kind: EntityKind;
	readonly id: string;
	readonly hash: number;
	readonly month: number;
};

/** @returns the month that a row's time counts from; undefined for what has no end */
export function monthOfRow({ kind, body }: { kind: EntityKind; body: string }): number | undefined {
	if (kind !== 'ticket') return undefined;
	const ticket: unknown = JSON.parse(body);
	if (typeof ticket !== 'object' || ticket === null || !('registeredAt' in ticket))
		return undefined;
	const at = new Date(String(ticket.registeredAt));
	return Number.isNaN(at.getTime()) ? undefined : monthOf(at);
}

/** Of the clocks that a device can ask the later one: set back, none keeps what has to go. */
export function trustedNow(deviceNow: Date, serverTime: string | null): Date {
	const told = serverTime === null ? Number.NaN : new Date(serverTime).getTime();
	return told > deviceNow.getTime() ? new Date(told) : deviceNow;
}
