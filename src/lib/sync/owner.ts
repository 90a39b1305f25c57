import type { Actor } from '#lib/domain/org/roles.ts';

/** All whom nobody knows: of what each of them wrote, the device alone knows whose it is. */
export const ANYBODY = 'anybody';

/**
 * Whose commands and rows a store holds: one person, one device that nobody signs in to, or anybody.
 * Stores of two owners on one device never mix.
 */
export function ownerKeyOf(actor: Actor): string {
	switch (actor.type) {
		case 'staff':
			return `person:${actor.id}`;
		case 'device':
			return `device:${actor.id}`;
		case 'anonymous':
			return ANYBODY;
	}
}
