import type { Actor } from '#lib/domain/org/roles.ts';
import type { Database } from '../db/connection.ts';
import type { CookieJar } from './cookies.ts';
import { deviceOf, type Device } from './devices.ts';
import type { Person, Sessions } from './sessions.ts';

/** Who stands behind a request, with the rights of this moment. */
export type Visitor = {
	readonly actor: Actor;
	/** The enrolled device they use, if it is one. */
	readonly device: Device | null;
	/** The device was given up or lost: nothing is done for it any more, whoever is signed in on it. */
	readonly revoked: boolean;
};

export type VisitorServices = {
	readonly db: Database;
	readonly sessions: Sessions;
	readonly now: () => Date;
};

export async function identify(
	{ db, sessions, now }: VisitorServices,
	cookies: CookieJar
): Promise<Visitor> {
	const sessionToken = cookies.read('session');
	const deviceToken = cookies.read('device');
	const [person, known] = await Promise.all([
		sessionToken === null ? null : sessions.personOf(sessionToken),
		deviceToken === null ? null : deviceOf(db, deviceToken, now())
	]);
	if (!known) return { actor: actorOf(person, null), device: null, revoked: false };
	const device = { id: known.id, class: known.class, name: known.name, placeId: known.placeId };
	if (known.revoked) return { actor: { type: 'anonymous' }, device, revoked: true };
	return { actor: actorOf(person, device), device, revoked: false };
}

/** A person before the device they use; a device before nobody. */
export function actorOf(person: Person | null, device: Device | null): Actor {
	if (person)
		return {
			type: 'staff',
			id: person.id,
			name: person.name,
			roles: person.roles,
			desk: person.desk,
			unitId: person.unitId,
			cellId: person.cellId,
			placeId: device?.placeId ?? null
		};
	if (device)
		return { type: 'device', id: device.id, class: device.class, placeId: device.placeId };
	return { type: 'anonymous' };
}
