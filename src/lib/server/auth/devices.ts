import { randomUUID } from 'node:crypto';
import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import type { DeviceClass } from '#lib/domain/org/roles.ts';
import type { Database } from '../db/connection.ts';
import { device, pairingCode, place } from '../db/schema/index.ts';
import { listStores, type ListedStore } from './device-stores.ts';
import { newPairingCode, readPairingCode } from './pairing-code.ts';
import { hashSecret, newToken } from './token.ts';

/** An enrolled device as everybody on it may know it. */
export type Device = {
	readonly id: string;
	readonly class: DeviceClass;
	readonly name: string;
	readonly placeId: string;
};
export type KnownDevice = Device & { readonly revoked: boolean };

const CODE_LIVES_MS = 10 * 60_000;
/** "Last seen" to within this: enough to find a device that has gone quiet. */
const SEEN_WITHIN_MS = 5 * 60_000;

const DEVICE = { id: device.id, class: device.class, name: device.name, placeId: device.placeId };

/** @returns the device that this token was given to, revoked or not; null for any other token */
export async function deviceOf(
	db: Database,
	token: string,
	now: Date
): Promise<KnownDevice | null> {
	const [row] = await db
		.select({ ...DEVICE, revokedAt: device.revokedAt, lastSeenAt: device.lastSeenAt })
		.from(device)
		.where(eq(device.tokenHash, hashSecret(token)));
	if (!row) return null;
	const { revokedAt, lastSeenAt, ...known } = row;
	if (!lastSeenAt || now.getTime() - lastSeenAt.getTime() > SEEN_WITHIN_MS)
		await db.update(device).set({ lastSeenAt: now }).where(eq(device.id, row.id));
	return { ...known, revoked: revokedAt !== null };
}

export type Invitation = {
	readonly deviceId: string;
	readonly code: string;
	readonly expiresAt: Date;
};

/** Makes the place for a device, and the code that claims it. @returns null where no such place is */
export async function inviteDevice(
	db: Database,
	wanted: Omit<Device, 'id'>,
	now: Date
): Promise<Invitation | null> {
	const code = newPairingCode();
	const expiresAt = new Date(now.getTime() + CODE_LIVES_MS);
	const deviceId = randomUUID();
	return db.transaction(async (tx) => {
		const places = await tx
			.select({ id: place.id })
			.from(place)
			.where(eq(place.id, wanted.placeId));
		if (places.length === 0) return null;
		await tx.delete(pairingCode).where(lt(pairingCode.expiresAt, now));
		await tx.insert(device).values({ id: deviceId, ...wanted });
		await tx.insert(pairingCode).values({ codeHash: hashSecret(code), deviceId, expiresAt });
		return { deviceId, code, expiresAt };
	});
}

export type Pairing = { readonly device: Device; readonly token: string };

/** Uses a code up and gives its device a token, both or neither. @returns null for a code of no worth */
export async function pairDevice(db: Database, typed: string, now: Date): Promise<Pairing | null> {
	const token = newToken();
	return db.transaction(async (tx) => {
		const [used] = await tx
			.update(pairingCode)
			.set({ usedAt: now })
			.where(
				and(
					eq(pairingCode.codeHash, hashSecret(readPairingCode(typed))),
					isNull(pairingCode.usedAt),
					gt(pairingCode.expiresAt, now)
				)
			)
			.returning({ deviceId: pairingCode.deviceId });
		if (!used) return null;
		const [paired] = await tx
			.update(device)
			.set({ tokenHash: hashSecret(token), enrolledAt: now, lastSeenAt: now })
			.where(and(eq(device.id, used.deviceId), isNull(device.revokedAt)))
			.returning(DEVICE);
		return paired ? { device: paired, token } : null;
	});
}

export type ListedDevice = Device & {
	readonly enrolledAt: string | null;
	readonly revokedAt: string | null;
	readonly lastSeenAt: string | null;
	readonly stores: readonly ListedStore[];
};

export async function listDevices(db: Database): Promise<readonly ListedDevice[]> {
	const { enrolledAt, revokedAt, lastSeenAt } = device;
	const rows = await db
		.select({ ...DEVICE, enrolledAt, revokedAt, lastSeenAt })
		.from(device)
		.orderBy(device.name, device.id);
	const stores = await listStores(db);
	return rows.map((row) => ({
		...row,
		stores: stores.get(row.id) ?? [],
		enrolledAt: row.enrolledAt?.toISOString() ?? null,
		revokedAt: row.revokedAt?.toISOString() ?? null,
		lastSeenAt: row.lastSeenAt?.toISOString() ?? null
	}));
}

/** Takes effect at the device's next contact; the first time counts. @returns null for no such device */
export async function revokeDevice(db: Database, id: string, now: Date): Promise<Date | null> {
	return db.transaction(async (tx) => {
		await tx
			.update(device)
			.set({ revokedAt: now })
			.where(and(eq(device.id, id), isNull(device.revokedAt)));
		await tx.delete(pairingCode).where(eq(pairingCode.deviceId, id));
		const [row] = await tx
			.select({ revokedAt: device.revokedAt })
			.from(device)
			.where(eq(device.id, id));
		return row?.revokedAt ?? null;
	});
}
