import * as v from 'valibot';
import { DEVICE_CLASSES } from '#lib/domain/org/roles.ts';
import { LONGEST_COOKIE_MS } from '../../auth/cookies.ts';
import {
	inviteDevice,
	listDevices,
	pairDevice,
	revokeDevice,
	type Device,
	type ListedDevice
} from '../../auth/devices.ts';
import { noteStore } from '../../auth/device-stores.ts';
import type { SealingKey } from '#lib/sync/sealed.ts';
import { storableText } from '../../storable-text.ts';
import { permitted, router, spend } from '../init.ts';
import { Refused } from '../refused.ts';

const uuid = v.pipe(v.string(), v.uuid());
const invitationSchema = v.object({
	class: v.picklist(DEVICE_CLASSES),
	name: v.pipe(v.string(), v.transform(storableText), v.trim(), v.nonEmpty(), v.maxLength(120)),
	placeId: uuid
});

/** More people than ever share one device. */
const OWNERS = 200;
const reportSchema = v.object({
	store: uuid,
	held: v.pipe(
		v.array(
			v.object({
				owner: v.pipe(v.string(), v.regex(/^(?:person|device):[\da-f-]{36}$/u)),
				waiting: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
				waitingSince: v.nullable(v.pipe(v.string(), v.isoTimestamp()))
			})
		),
		v.maxLength(OWNERS)
	)
});

export const deviceRouter = router({
	pair: permitted('device.pair')
		.input(v.object({ code: v.pipe(v.string(), v.maxLength(64)) }))
		.mutation(async ({ ctx, input }): Promise<Device> => {
			const { services, cookies, address } = ctx;
			await spend(ctx, 'pairByAddress', address);
			await spend(ctx, 'pairByAnybody', 'all');
			const now = services.now();
			const pairing = await pairDevice(services.db, input.code, now);
			if (!pairing) throw new Refused('invalidCode');
			await services.limits.giveBack('pairByAddress', address);
			await services.limits.giveBack('pairByAnybody', 'all');
			cookies.write('device', pairing.token, new Date(now.getTime() + LONGEST_COOKIE_MS));
			return pairing.device;
		}),

	/** To what a kiosk seals what is written on it; everybody may know it. */
	sealingKey: permitted('device.sealingKey').query(({ ctx: { services } }): Promise<SealingKey> =>
		services.sealing.current()
	),

	invite: permitted('device.invite')
		.input(invitationSchema)
		.mutation(async ({ ctx: { services }, input }) => {
			const invitation = await inviteDevice(services.db, input, services.now());
			if (!invitation) throw new Refused('unknownPlace');
			const { deviceId, code, expiresAt } = invitation;
			return { deviceId, code, expiresAt: expiresAt.toISOString() };
		}),

	/** What a store on this device says of itself; of a device that was never enrolled nobody asks. */
	report: permitted('device.report')
		.input(reportSchema)
		.mutation(async ({ ctx: { services, device }, input }) => {
			if (device) await noteStore(services.db, { deviceId: device.id, at: services.now() }, input);
		}),

	list: permitted('device.list').query(({ ctx: { services } }): Promise<readonly ListedDevice[]> =>
		listDevices(services.db)
	),

	revoke: permitted('device.revoke')
		.input(v.object({ deviceId: uuid }))
		.mutation(async ({ ctx: { services }, input }) => {
			const revokedAt = await revokeDevice(services.db, input.deviceId, services.now());
			if (!revokedAt) throw new Refused('notFound');
			return { revokedAt: revokedAt.toISOString() };
		})
});
