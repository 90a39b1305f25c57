import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutboxDatabase } from '../db/outbox-database.ts';
import {
	ANYBODY,
	isSignOutUntold,
	nobodyAt,
	rememberDevice,
	rememberSignIn,
	rememberSignOut,
	rememberTold,
	signOutWasTold,
	whoWorksHere,
	type DeviceIdentity,
	type Identity
} from './identity.ts';

const tablet: DeviceIdentity = { id: 'd-1', class: 'tablet', name: 'Tablet 1', placeId: 'p-1' };
const joanna = clerk('Joanna Jarosz');
const krystyna = clerk('Krystyna Kalina');

let db: OutboxDatabase;

beforeEach(() => {
	db = new OutboxDatabase('identity');
});
afterEach(async () => {
	await db.delete();
});

describe('who works here', () => {
	it('is nobody in a new store', async () => {
		expect((await whoWorksHere(db)).identity).toEqual(ANYBODY);
	});

	it('is whom the server names, when nothing happened since it was asked', async () => {
		const asked = await whoWorksHere(db);
		expect(await rememberTold(db, joanna, asked)).toMatchObject({ identity: joanna });
		expect((await whoWorksHere(db)).identity).toEqual(joanna);
	});

	it('is no handover, when the server names the same', async () => {
		const asked = await rememberSignIn(db, joanna);
		expect(await rememberTold(db, joanna, asked)).toEqual(asked);
	});

	it('is not brought back by an answer from before the sign-out, told or not', async () => {
		const asked = await rememberSignIn(db, joanna);
		const signedOut = await rememberSignOut(db);
		expect(await rememberTold(db, joanna, asked)).toBeNull();
		await signOutWasTold(db, signedOut);
		expect(await rememberTold(db, joanna, asked)).toBeNull();
		expect((await whoWorksHere(db)).identity).toEqual(nobodyAt(tablet));
	});

	it('is not taken from a server that has yet to hear of the sign-out', async () => {
		await rememberSignIn(db, joanna);
		const asked = await rememberSignOut(db);
		expect(await rememberTold(db, joanna, asked)).toBeNull();
		await signOutWasTold(db, asked);
		expect(await isSignOutUntold(db)).toBe(false);
	});

	it('is not the one before, told after the next one signed in', async () => {
		const asked = await rememberSignIn(db, joanna);
		await rememberSignOut(db);
		await rememberSignIn(db, krystyna);
		expect(await rememberTold(db, joanna, asked)).toBeNull();
		expect((await whoWorksHere(db)).identity).toEqual(krystyna);
	});

	it('keeps a sign-out untold, when the server heard of an earlier one', async () => {
		await rememberSignIn(db, joanna);
		const first = await rememberSignOut(db);
		await rememberSignIn(db, krystyna);
		await rememberSignOut(db);
		await signOutWasTold(db, first);
		expect(await isSignOutUntold(db)).toBe(true);
	});

	it('stays the person who enrols a device, and is the device when nobody is signed in', async () => {
		expect((await rememberDevice(db, tablet)).identity).toEqual(nobodyAt(tablet));
		await rememberSignIn(db, { ...joanna, device: null });
		expect((await rememberDevice(db, tablet)).identity).toEqual(joanna);
	});

	it('is counted on when the store was deleted, as other tabs know the last count', async () => {
		const before = await rememberSignIn(db, joanna);
		await db.delete();
		db = new OutboxDatabase('identity');
		expect((await rememberDevice(db, tablet)).count).toBeGreaterThanOrEqual(before.count);
	});
});

function clerk(name: string): Identity {
	return {
		actor: {
			type: 'staff',
			id: name,
			name,
			roles: ['clerk'],
			desk: null,
			unitId: null,
			cellId: null,
			placeId: tablet.placeId
		},
		device: tablet
	};
}
