/**
 * R4.1, R5.1: a talk becomes a ticket by the acts that everybody else's tickets begin with, decided by the
 * same rules; all of them and the link to the talk in one transaction.
 */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { assert } from '#lib/base/assert.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import { monthOf } from '#lib/domain/retention.ts';
import type { CommandName } from '#lib/domain/ticket/arguments.ts';
import { FORM } from '#lib/domain/ticket/forms.ts';
import type { Refusal } from '#lib/domain/ticket/refusals.ts';
import type { Command } from '#lib/sync/protocol.ts';
import type { Scope } from '#lib/sync/scope.ts';
import type { Transaction } from '../db/connection.ts';
import { chat, chatLine, ticket } from '../db/schema/index.ts';
import { inItsMonth, type AnswerServices } from '../sync/answer.ts';
import { applyCommands, type Told } from '../sync/apply-commands.ts';
import { storableCommand } from '../sync/storable-command.ts';
import { lockChat, type ChatRow } from './chat-access.ts';
import { addLines } from './chat-writer.ts';

export type Wish = {
	readonly chat: string;
	/** Made by the consultant's browser. */
	readonly ticketId: string;
	/** As of `ticket.register`; the channel is the chat, whatever they say. */
	readonly args: Readonly<Record<string, unknown>>;
};

export type Registered =
	| {
			readonly type: 'registered';
			/** Of the ticket there is: asked again, the one that was made the first time. */
			readonly ticketId: string;
			readonly number: string;
			readonly scopes: readonly Scope[];
	  }
	| { readonly type: 'refused'; readonly refusal: Refusal };

/** @returns null where the talk is not this consultant's */
export async function registerFromTalk(
	services: AnswerServices,
	actor: StaffActor,
	wish: Wish
): Promise<Registered | null> {
	try {
		return await inItsMonth(services, (tx) => registerIn(tx, { actor, wish, now: services.now() }));
	} catch (fault) {
		if (fault instanceof NotRegistered) return { type: 'refused', refusal: fault.refusal };
		throw fault;
	}
}

type Case = { readonly actor: StaffActor; readonly wish: Wish; readonly now: Date };

async function registerIn(tx: Transaction, { actor, wish, now }: Case): Promise<Registered | null> {
	const row = await lockChat(tx, { chat: wish.chat, by: 'consultant', actor });
	if (!row) return null;
	if (row.ticketId !== null) return madeBefore(tx, row.ticketId);
	const commands = commandsOf(wish, row, now);
	const told = await applyCommands(tx, {
		offer: { client: row.id, actor, commands },
		now,
		answered: new Map(),
		// That the talk has its ticket is what makes these acts happen once.
		note: () => Promise.resolve()
	});
	const answers = commands.map(({ seq }) => applied(told.get(seq)));
	const number = answers[0]?.number ?? null;
	assert(number !== null, 'a registered ticket has its number');
	const month = monthOf(now);
	await tx.update(chat).set({ ticketId: wish.ticketId, month }).where(eq(chat.id, row.id));
	// Begun before midnight on the last of a month: it leaves with its ticket, and no earlier.
	if (month !== row.month)
		await tx.update(chatLine).set({ month }).where(eq(chatLine.chatId, row.id));
	const entry = { id: randomUUID(), type: 'registered', by: 'consultant', text: number } as const;
	await addLines(tx, { ...row, month }, { entries: [{ ...entry, name: actor.name }], at: now });
	const scopes = [...new Set(answers.flatMap(({ scopes: touched = [] }) => touched))];
	return { type: 'registered', ticketId: wish.ticketId, number, scopes };
}

/** Registered (§ 3(1)), taken by whoever talked (§ 7), and marked as what they made of it (§ 9(3)). */
function commandsOf({ ticketId, args }: Wish, row: ChatRow, now: Date): readonly Command[] {
	const acts: readonly (readonly [CommandName, Wish['args']])[] = [
		['ticket.register', { ...args, channel: 'chat' }],
		['ticket.take', {}],
		['ticket.mark', { kind: args['declaredKind'] }]
	];
	return acts.map(([name, given], index) =>
		storableCommand({
			...{ id: randomUUID(), seq: index + 1, prev: index === 0 ? null : index },
			...{ lane: `ticket:${ticketId}`, subject: ticketId, name, version: FORM },
			args: { ...given },
			capturedAt: (index === 0 ? row.startedAt : now).toISOString()
		})
	);
}

function applied(told: Told | undefined): Extract<Told, { status: 'applied' }> {
	assert(typeof told === 'object', 'what is offered in its order is decided');
	if (told.status === 'applied') return told;
	throw new NotRegistered('refusal' in told ? told.refusal : { code: 'invalidArguments' });
}

/** Takes back all that was done in the transaction. */
class NotRegistered extends Error {
	readonly refusal: Refusal;
	constructor(refusal: Refusal) {
		super(refusal.code);
		this.refusal = refusal;
	}
}

async function madeBefore(tx: Transaction, ticketId: string): Promise<Registered> {
	const [made] = await tx
		.select({ number: ticket.number })
		.from(ticket)
		.where(eq(ticket.id, ticketId));
	return { type: 'registered', ticketId, number: made?.number ?? '', scopes: [] };
}
