import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { act, attachPhoto, newId } from '../../../../tests/support/fake-device.ts';
import { registration, uuid } from '../../../../tests/support/tickets.ts';
import { keepPhoto } from '../photos/photo-store.ts';
import { DexieOutbox } from './dexie-outbox.ts';
import { fenceOf, raiseFence } from './fence.ts';
import { inheritOutbox } from './inherit-outbox.ts';
import { OutboxDatabase } from './outbox-database.ts';

const OLD = 'device:old';
const HEIR = 'device:new';
let db: OutboxDatabase;

beforeEach(() => {
	db = new OutboxDatabase('inheritance');
});
afterEach(() => db.delete());

const outboxOf = (owner: string) => new DexieOutbox(db, owner, { newId, now: () => new Date() });
const register = (subject: string) => act(subject, 'ticket.register', registration());
const note = (subject: string) => act(subject, 'ticket.addNote', { text: 'x' });

it('what a kiosk had not sent goes on under its new name, in its order', async () => {
	const old = outboxOf(OLD);
	await old.add([register(uuid(1)), note(uuid(1)), register(uuid(2))]);
	await raiseFence(db.meta, 1, fenceOf(OLD));
	await old.settle([{ seq: 1, status: 'applied', number: null, heads: {} }], 1);
	await outboxOf(HEIR).add([register(uuid(3)), note(uuid(3))]);

	expect(await inheritOutbox(db, HEIR, newId)).toBe(2);
	const waiting = await outboxOf(HEIR).waiting();
	expect(waiting.map(({ subject, command: { seq, prev } }) => [subject, seq, prev])).toEqual([
		[uuid(3), 1, null],
		[uuid(3), 2, 1],
		// What it followed has arrived under the old name.
		[uuid(1), 3, null],
		[uuid(2), 4, null]
	]);
	expect(await old.waiting()).toEqual([]);
	await outboxOf(HEIR).add([note(uuid(2))]);
	expect((await outboxOf(HEIR).waiting()).at(-1)?.command).toMatchObject({ seq: 5, prev: 4 });
});

it('keeps what follows behind what it follows', async () => {
	await outboxOf(OLD).add([register(uuid(1)), note(uuid(1))]);
	await inheritOutbox(db, HEIR, newId);
	const waiting = await outboxOf(HEIR).waiting();
	expect(waiting.map(({ command: { seq, prev } }) => [seq, prev])).toEqual([
		[1, null],
		[2, 1]
	]);
});

it('takes the photographs along', async () => {
	await keepPhoto(db, OLD, new Blob(['picture'], { type: 'image/jpeg' }));
	await outboxOf(OLD).add([register(uuid(1)), attachPhoto(uuid(1))]);
	await inheritOutbox(db, HEIR, newId);
	expect((await db.photos.toArray()).map(({ owner }) => owner)).toEqual([HEIR]);
	expect((await outboxOf(HEIR).waiting())[1]?.blob).toEqual(expect.any(String));
});

it('leaves alone what people wrote, and is done once', async () => {
	await outboxOf('person:anna').add([register(uuid(1))]);
	await outboxOf(OLD).add([register(uuid(2))]);
	expect(await inheritOutbox(db, HEIR, newId)).toBe(1);
	expect(await inheritOutbox(db, HEIR, newId)).toBe(0);
	expect(await outboxOf('person:anna').waiting()).toHaveLength(1);
});
