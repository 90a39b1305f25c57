/** The chat as consultants have it (§ 5(1)): what waits at their section, and the talks each accepted. */
import * as v from 'valibot';
import type { Line } from '#lib/domain/chat/talk.ts';
import { mayServeChats } from '#lib/domain/org/policy.ts';
import type { Actor, StaffActor } from '#lib/domain/org/roles.ts';
import {
	listTalks,
	readTalk,
	readTalkOfTicket,
	type ListedTalk,
	type TalkAnswer
} from '../../chat/chat-reader.ts';
import { registerFromTalk, type Registered } from '../../chat/chat-ticket.ts';
import {
	acceptChat,
	endChat,
	noteRead,
	noteTyping,
	releaseChat,
	say,
	type Accepted,
	type Said
} from '../../chat/chat-writer.ts';
import { permitted, router } from '../init.ts';
import { Refused, refusalOf, there } from '../refused.ts';
import { linesSchema } from './chat.ts';

const uuid = v.pipe(v.string(), v.uuid());
const chatSchema = v.object({ chat: uuid });
const line = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_000_000));

/** A consultant of the section that chats come to; to others there are none. */
function consultantIn(actor: Actor): StaffActor {
	if (actor.type === 'staff' && mayServeChats(actor)) return actor;
	throw new Refused('notFound');
}

const accessOf = (actor: Actor, chat: string) =>
	({ chat, by: 'consultant', actor: consultantIn(actor) }) as const;

export const chatDeskRouter = router({
	list: permitted('chat.desk').query(
		({ ctx: { services, actor } }): Promise<readonly ListedTalk[]> =>
			listTalks(services.db, consultantIn(actor), services.now())
	),

	accept: permitted('chat.desk')
		.input(chatSchema)
		.mutation(async ({ ctx: { services, actor }, input }): Promise<Accepted> => {
			const consultant = consultantIn(actor);
			const taking = { actor: consultant, at: services.now() };
			const accepted = there(await acceptChat(services.db, input.chat, taking));
			services.announceChats();
			return accepted;
		}),

	read: permitted('chat.desk')
		.input(v.object({ chat: uuid, after: line }))
		.query(async ({ ctx: { services, actor }, input }): Promise<TalkAnswer> => {
			const { db, now } = services;
			const reading = { after: input.after, now: now() };
			return there(await readTalk(db, accessOf(actor, input.chat), reading));
		}),

	/** Up to this line the consultant has looked at it. */
	seen: permitted('chat.desk')
		.input(v.object({ chat: uuid, line }))
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			await noteRead(services.db, accessOf(actor, input.chat), input.line);
			services.announceChats();
		}),

	say: permitted('chat.desk')
		.input(v.object({ chat: uuid, lines: linesSchema }))
		.mutation(async ({ ctx: { services, actor }, input }): Promise<Said> => {
			const lines = { lines: input.lines, at: services.now() };
			const said = there(await say(services.db, accessOf(actor, input.chat), lines));
			services.announceChats();
			return said;
		}),

	typing: permitted('chat.desk')
		.input(chatSchema)
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			there(await noteTyping(services.db, accessOf(actor, input.chat), services.now()));
			services.announceChats();
		}),

	/** Back into the queue. */
	release: permitted('chat.desk')
		.input(chatSchema)
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			there(await releaseChat(services.db, accessOf(actor, input.chat), services.now()));
			services.announceChats();
		}),

	end: permitted('chat.desk')
		.input(chatSchema)
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			there(await endChat(services.db, accessOf(actor, input.chat), services.now()));
			services.announceChats();
		}),

	/** The ticket of this talk, made or found again. */
	register: permitted('chat.desk')
		.input(v.object({ chat: uuid, ticketId: uuid, args: v.record(v.string(), v.unknown()) }))
		.mutation(async ({ ctx: { services, actor }, input }): Promise<Registered> => {
			const made = there(await registerFromTalk(services, consultantIn(actor), input));
			if (made.type === 'registered') {
				services.announce(made.scopes);
				services.announceChats();
			}
			return made;
		}),

	/** The talk that a ticket was made from, to those who may read it. */
	ofTicket: permitted('ticket.talk')
		.input(v.object({ ticketId: uuid }))
		.query(async ({ ctx: { services, actor }, input }): Promise<readonly Line[]> =>
			there(await readTalkOfTicket(services.db, actor, input.ticketId))
		),

	/** That something here has moved, and nothing of it. */
	wake: permitted('chat.desk').subscription(async function* ({ ctx, signal }) {
		consultantIn(ctx.actor);
		const ended = signal ?? new AbortController().signal;
		try {
			yield* ctx.services.chats.wakes(['desk'], ended);
		} catch (fault) {
			throw refusalOf(fault) ?? fault;
		}
	})
});
