import { Option, type Command } from 'commander';
import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { DEVICE_CLASSES, type DeviceClass } from '#lib/domain/org/roles.ts';
import { nameSchema } from '#lib/domain/org/units.ts';
import { inviteDevice, listDevices, revokeDevice } from '#lib/server/auth/devices.ts';
import type { Database } from '#lib/server/db/connection.ts';
import { place } from '#lib/server/db/schema/index.ts';
import { SealingKeys } from '#lib/server/sync/sealing-keys.ts';
import { withTables } from '../command-database.ts';
import { table } from '../table.ts';
import { by, Refused } from '../usage.ts';

export function addDeviceCommands(program: Command): void {
	const device = program.command('device').description('Kiosks, tablets, phones and desktops.');
	device
		.command('pair')
		.description('Make a place for a device and print the code that claims it within ten minutes.')
		.addOption(
			new Option('--class <class>', 'what it is for').choices(DEVICE_CLASSES).makeOptionMandatory()
		)
		.requiredOption('--place <code>', 'where it stands')
		.requiredOption('--name <name>', 'how people call it', by(nameSchema))
		.option('--json', 'print JSON')
		.action(pair);
	device
		.command('list')
		.description('List the devices, with when each was last seen.')
		.option('--json', 'print JSON')
		.action(list);
	device
		.command('revoke')
		.description('Lock a device out; at its next contact it deletes what it holds.')
		.argument('<id>', 'as `device list` shows it', by(v.pipe(v.string(), v.uuid('is no id'))))
		.action(revoke);
	device
		.command('new-key')
		.description('Give kiosks another key to seal to; what was sealed before still opens.')
		.action(newKey);
}

type PairOptions = { class: DeviceClass; place: string; name: string; json?: true };

async function pair(options: PairOptions): Promise<void> {
	await withTables(async ({ db }) => {
		const wanted = {
			class: options.class,
			name: options.name,
			placeId: await placeIdOf(db, options.place)
		};
		const invitation = await inviteDevice(db, wanted, new Date());
		if (!invitation) throw new Refused(`There is no place ${options.place} any more.`);
		const { deviceId, code, expiresAt } = invitation;
		const lines = [
			`Pairing code   ${code.slice(0, 4)}-${code.slice(4)}`,
			`Valid until    ${localTime(expiresAt)}, for one device`,
			`Device         ${deviceId}`
		];
		console.log(options.json ? JSON.stringify(invitation) : lines.join('\n'));
	});
}

async function placeIdOf(db: Database, code: string): Promise<string> {
	const [found] = await db.select({ id: place.id }).from(place).where(eq(place.code, code));
	if (found) return found.id;
	const places = await db.select({ code: place.code, name: place.name }).from(place);
	const known = places.map((one) => `  ${one.code}  ${one.name}`).sort();
	throw new Refused([`There is no place ${code}. There are:`, ...known].join('\n'));
}

async function list({ json }: { json?: true }): Promise<void> {
	const devices = await withTables(({ db }) => listDevices(db));
	if (json) {
		console.log(JSON.stringify(devices));
		return;
	}
	const rows = devices.map(({ id, class: kind, name, enrolledAt, revokedAt, lastSeenAt }) => {
		const state = revokedAt ? 'revoked' : enrolledAt ? 'paired' : 'invited';
		return [id, kind, name, state, lastSeenAt ? localTime(new Date(lastSeenAt)) : 'never'];
	});
	console.log(table([['id', 'class', 'name', 'state', 'last seen'], ...rows]).join('\n'));
}

async function revoke(id: string): Promise<void> {
	const revokedAt = await withTables(({ db }) => revokeDevice(db, id, new Date()));
	if (!revokedAt) throw new Refused(`There is no device ${id}.`);
	console.log(`Locked out since ${localTime(revokedAt)}.`);
}

async function newKey(): Promise<void> {
	const { kid } = await withTables(({ db }) => new SealingKeys(db).replace(new Date()));
	console.log(`Kiosks seal to ${kid} from their next contact on, within a day.`);
}

const TIME = new Intl.DateTimeFormat('sv', {
	timeZone: 'Europe/Warsaw',
	dateStyle: 'short',
	timeStyle: 'medium'
});
const localTime = (at: Date): string => TIME.format(at);
