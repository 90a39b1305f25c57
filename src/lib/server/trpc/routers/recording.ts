/** Recordings of calls (R3.2): linked to tickets, listened to with a reason, deleted when consent is withdrawn. */
import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { callSchema, LISTENING_REASONS, type RecordingView } from '#lib/domain/recording.ts';
import type { Actor, StaffActor } from '#lib/domain/org/roles.ts';
import { person } from '../../db/schema/index.ts';
import {
	beginListening,
	deleteRecording,
	linkRecording,
	listFree,
	listOfTicket,
	type Linked
} from '../../recordings/recording-store.ts';
import { permitted, router } from '../init.ts';
import { Refused, there } from '../refused.ts';

const uuid = v.pipe(v.string(), v.uuid());

function staff(actor: Actor): StaffActor {
	if (actor.type === 'staff') return actor;
	throw new Refused('notFound');
}

export const recordingRouter = router({
	ofTicket: permitted('ticket.recordings')
		.input(v.object({ ticketId: uuid }))
		.query(async ({ ctx: { services, actor }, input }): Promise<readonly RecordingView[]> =>
			there(await listOfTicket(services.db, staff(actor), input.ticketId))
		),

	/** The consultant's own calls that belong to no ticket yet. */
	free: permitted('ticket.recordings').query(
		async ({ ctx: { services, actor } }): Promise<readonly RecordingView[]> => {
			const { db, now } = services;
			const [row] = await db
				.select({ login: person.login })
				.from(person)
				.where(eq(person.id, staff(actor).id));
			return row ? listFree(db, row.login, now()) : [];
		}
	),

	link: permitted('ticket.recordings')
		.input(v.object({ ticketId: uuid, call: callSchema }))
		.mutation(async ({ ctx: { services, actor }, input }): Promise<Linked> =>
			there(await linkRecording(services.db, staff(actor), input))
		),

	/** @returns the entry of the log that the player shows to get the bytes */
	listen: permitted('ticket.recordings')
		.input(v.object({ id: uuid, reason: v.picklist(LISTENING_REASONS) }))
		.mutation(async ({ ctx: { services, actor }, input }): Promise<string> => {
			const asked = { ...input, at: services.now() };
			return there(await beginListening(services.db, staff(actor), asked));
		}),

	/** Consent was withdrawn. */
	withdraw: permitted('ticket.recordings')
		.input(v.object({ id: uuid }))
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			there(await deleteRecording(services, staff(actor), { ...input, at: services.now() }));
		})
});
