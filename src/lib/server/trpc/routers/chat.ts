/** The chat as a resident has it (R4.1): whoever holds the secret of a talk, and nobody else. */
import * as v from 'valibot';
import { isOpen, opensAt } from '#lib/domain/chat/office-hours.ts';
import { LINES_AT_ONCE, newLineSchema } from '#lib/domain/chat/talk.ts';
import { findChatByEar } from '../../chat/chat-access.ts';
import { readTalk, type TalkAnswer } from '../../chat/chat-reader.ts';
import { keyOfChat } from '../../chat/chat-versions.ts';
import { beginChat, endChat, noteTyping, say, type Said } from '../../chat/chat-writer.ts';
import type { Services } from '../../start.ts';
import type { Context } from '../context.ts';
import { permitted, router, spend } from '../init.ts';
import { Refused, refusalOf } from '../refused.ts';

const uuid = v.pipe(v.string(), v.uuid());
const key = { chat: uuid, secret: v.pipe(v.string(), v.regex(/^[\w-]{43}$/u)) };
const keySchema = v.object(key);
const line = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_000_000));
export const linesSchema = v.pipe(
	v.array(newLineSchema),
	v.minLength(1),
	v.maxLength(LINES_AT_ONCE)
);

export type OfficeAnswer = {
	readonly open: boolean;
	/** When it opens next; null while it is open, and when that is not known. */
	readonly opensAt: string | null;
};

const officeOf = ({ office, now }: Services): OfficeAnswer => ({
	open: isOpen(office, now()),
	opensAt: opensAt(office, now())?.toISOString() ?? null
});

/** Each talk by itself, and all talks of one address together. */
async function spendOn(ctx: Context, name: 'chatSay' | 'chatRead', chat: string): Promise<void> {
	await spend(ctx, 'chatByAddress', ctx.address);
	await spend(ctx, name, chat);
}

export const chatRouter = router({
	office: permitted('chat.office').query(({ ctx }): OfficeAnswer => officeOf(ctx.services)),

	/** Asked again after a lost answer it is the same talk; outside the hours nothing is begun. */
	begin: permitted('chat.begin')
		.input(
			v.object({
				...key,
				/** § 1(2): asked first; a "yes" or no answer at all is not taken. */
				lifeThreat: v.literal(false)
			})
		)
		.mutation(async ({ ctx, input }): Promise<OfficeAnswer> => {
			const { services, address } = ctx;
			await spend(ctx, 'chatBeginByAddress', address);
			await spend(ctx, 'chatBeginByAnybody', 'all');
			const office = officeOf(services);
			if (!office.open) return office;
			const isTheirs = await beginChat(services, { ...input, at: services.now() });
			if (!isTheirs) throw new Refused('notFound');
			services.announceChats();
			return office;
		}),

	read: permitted('chat.talk')
		.input(v.object({ ...key, after: line }))
		.query(async ({ ctx, input }): Promise<TalkAnswer> => {
			const { db, now } = ctx.services;
			await spendOn(ctx, 'chatRead', input.chat);
			const access = { ...input, by: 'resident' } as const;
			const told = await readTalk(db, access, { after: input.after, now: now() });
			if (!told) throw new Refused('notFound');
			return told;
		}),

	say: permitted('chat.talk')
		.input(v.object({ ...key, lines: linesSchema }))
		.mutation(async ({ ctx, input }): Promise<Said> => {
			const { services } = ctx;
			await spendOn(ctx, 'chatSay', input.chat);
			const access = { ...input, by: 'resident' } as const;
			const said = await say(services.db, access, { lines: input.lines, at: services.now() });
			if (!said) throw new Refused('notFound');
			services.announceChats();
			return said;
		}),

	typing: permitted('chat.talk')
		.input(keySchema)
		.mutation(async ({ ctx, input }): Promise<void> => {
			const { services } = ctx;
			await spendOn(ctx, 'chatRead', input.chat);
			const isTheirs = await noteTyping(services.db, { ...input, by: 'resident' }, services.now());
			if (!isTheirs) throw new Refused('notFound');
			services.announceChats();
		}),

	end: permitted('chat.talk')
		.input(keySchema)
		.mutation(async ({ ctx, input }): Promise<void> => {
			const { services } = ctx;
			await spendOn(ctx, 'chatSay', input.chat);
			const isTheirs = await endChat(services.db, { ...input, by: 'resident' }, services.now());
			if (!isTheirs) throw new Refused('notFound');
			services.announceChats();
		}),

	/**
	 * That the talk has moved, and nothing of it. An address is written down in many places: it carries the
	 * hash of the secret, with which nothing can be read.
	 */
	wake: permitted('chat.talk')
		.input(v.object({ chat: uuid, ear: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/u)) }))
		.subscription(async function* ({ ctx, input, signal }) {
			await spendOn(ctx, 'chatRead', input.chat);
			if (!(await findChatByEar(ctx.services.db, input))) throw new Refused('notFound');
			const ended = signal ?? new AbortController().signal;
			try {
				yield* ctx.services.chats.wakes([keyOfChat(input.chat)], ended);
			} catch (fault) {
				throw refusalOf(fault) ?? fault;
			}
		})
});
