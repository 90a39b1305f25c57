import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ticket, ticketEvent } from '#lib/server/db/schema/index.ts';
import type { Command, Outcome } from '#lib/sync/protocol.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let consultant: Browser;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	town = await settle(server.services.db);
	consultant = await signedIn(server, 'konsultantka');
	// A queue that nobody was ever in has no head, and what passes through it at once leaves it without one.
	const store = new TestStore(consultant, `person:${town.people.konsultantka}`);
	await store.outcomes(store.command('ticket.register', registration()));
});
afterAll(() => server.stop());

/** An act on one of a few cases, on the strength of what was written before it in the case or not. */
type Written = {
	readonly name: string;
	readonly args: Record<string, unknown>;
	readonly of: number;
	readonly follows: boolean;
};

const CASES = 3;
/** Two cases may be given the same one: the second is refused. */
const CODES = ['AAAA', 'BBBB', 'CCCC'];

const act = fc.oneof(
	fc.record({
		name: fc.constant('ticket.register'),
		args: fc
			.record({ code: fc.constantFrom(...CODES), lifeThreat: fc.constantFrom(false, false, true) })
			.map((said) => said as Record<string, unknown>)
	}),
	fc.constantFrom(
		{ name: 'ticket.take', args: {} },
		{ name: 'ticket.mark', args: { kind: 'query' } },
		{ name: 'ticket.mark', args: { kind: 'what' } },
		{ name: 'ticket.addNote', args: { text: 'Rozmowa z mieszkańcem' } },
		{ name: 'ticket.addNote', args: { text: '' } },
		{ name: 'ticket.end', args: { articleId: null, text: 'Koniec' } },
		{ name: 'ticket.handTo112', args: { text: 'Pożar' } },
		{ name: 'ticket.fly', args: {} }
	)
);
const written: fc.Arbitrary<Written> = fc
	.tuple(act, fc.nat(CASES - 1), fc.boolean())
	.map(([{ name, args }, of, follows]) => ({ name, args, of, follows }));

/** Written down in a store of its own, under ids of its own. */
class Case {
	readonly store = new TestStore(consultant, `person:${town.people.konsultantka}`);
	readonly #subjects = Array.from({ length: CASES }, () => randomUUID());
	readonly #codes = new Map(CODES.map((code) => [code, `${code}${randomUUID().slice(0, 8)}`]));
	readonly #last = new Map<number, number>();

	command({ name, args, of, follows }: Written): Command {
		const { code, ...said } = args;
		const receiptCode = this.#codes.get(String(code))?.toUpperCase();
		const full = name === 'ticket.register' ? registration({ ...said, receiptCode }) : args;
		const subject = this.#subjects[of] ?? '';
		const prev = follows ? (this.#last.get(of) ?? null) : null;
		const command = this.store.command(name, full, { subject, prev, lane: subject });
		this.#last.set(of, command.seq);
		return command;
	}

	/** What there is in the end, without what is never twice the same. */
	async result(outcomes: readonly Outcome[]): Promise<unknown> {
		const { db } = server.services;
		const tickets = await db.select().from(ticket).where(inArray(ticket.id, this.#subjects));
		const events = await db
			.select()
			.from(ticketEvent)
			.where(inArray(ticketEvent.ticketId, this.#subjects));
		const byCase = this.#subjects.map((id) => ({
			status: tickets.find((one) => one.id === id)?.status,
			kind: tickets.find((one) => one.id === id)?.state.kind,
			timeline: tickets.find((one) => one.id === id)?.state.timeline.map(({ type }) => type),
			events: events
				.filter(({ ticketId }) => ticketId === id)
				.toSorted((one, other) => one.position - other.position)
				.map(({ position, event }) => [position, event.type])
		}));
		return { byCase, outcomes: outcomes.map(withoutPlaces) };
	}
}

function withoutPlaces(outcome: Outcome): unknown {
	if (outcome.status !== 'applied') return outcome;
	const kinds = Object.keys(outcome.heads).map((scope) => scope.split(':')[0]);
	return { ...outcome, number: outcome.number !== null, heads: kinds.toSorted() };
}

it('commands have the same answers and effects, pushed together or one by one', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 14 }), async (acts) => {
			const together = new Case();
			const single = new Case();
			const pushed = acts.map((one) => together.command(one));
			const atOnce = await together.store.outcomes(...pushed);
			const oneByOne: Outcome[] = [];
			for (const one of acts) oneByOne.push(...(await single.store.outcomes(single.command(one))));
			expect(await together.result(atOnce)).toEqual(await single.result(oneByOne));
			const again = await together.store.outcomes(...pushed);
			expect(again.map(withoutPlaces)).toEqual(atOnce.map(withoutPlaces));
		}),
		{ numRuns: 40 }
	);
});
