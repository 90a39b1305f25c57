/** Any story of two tickets that may be linked, with what follows by itself (links.ts). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	PEOPLE,
	stepOf,
	STORIES,
	story,
	type Throw
} from '../../../../tests/support/ticket-story.ts';
import { AT, eventOf, OTHER, reference, uuid } from '../../../../tests/support/tickets.ts';
import { isOffered } from './decide.ts';
import { evolve } from './evolve.ts';
import { echoOf, followMain, mainOf } from './links.ts';
import type { Ticket, TicketEvent } from './ticket.ts';
import type { LinkSide } from './vocabulary.ts';

/** Two tickets that may name each other, and what follows from it, as the server does it. */
class Pair {
	readonly #tickets = new Map<string, Ticket>();
	#seconds = 0;

	all = (): readonly Ticket[] => [...this.#tickets.values()];

	/** @returns what happened by itself, and to which ticket */
	play(id: string, dice: Throw): void {
		const step = stepOf(this.#tickets.get(id) ?? null, dice, {
			...{
				subject: id,
				at: this.#tick(),
				number: id === OTHER.open ? 'ŁCK/2026/000061' : 'ŁCK/2026/000001'
			},
			reference: { ...reference, ticket: (other) => this.#tickets.get(other) ?? null }
		});
		if (step.after) this.#tickets.set(id, step.after);
		for (const event of step.events) this.#echo(event, id);
		for (let moved = true; moved;) moved = this.all().some((ticket) => this.#follow(ticket));
	}

	#follow(ticket: Ticket): boolean {
		const main = mainOf(ticket);
		const data = followMain(ticket, (main && this.#tickets.get(main.ticketId)) ?? null);
		if (!data) return false;
		const event = eventOf(data, this.#tick());
		this.#tickets.set(ticket.id, evolve(ticket, event));
		this.#echo(event, ticket.id);
		return true;
	}

	#echo(event: TicketEvent, id: string): void {
		const ticket = this.#tickets.get(id);
		const echo = ticket ? echoOf(event, ticket) : null;
		const other = echo && this.#tickets.get(echo.ticketId);
		if (other) this.#tickets.set(other.id, evolve(other, eventOf(echo.data, event.at)));
	}

	#tick(): string {
		this.#seconds += 1;
		return new Date(Date.parse(AT) + this.#seconds * 1000).toISOString();
	}
}

const OPPOSITE: Readonly<Record<LinkSide, LinkSide>> = {
	...{ duplicateOf: 'hasDuplicate', hasDuplicate: 'duplicateOf' },
	...{ followUpOf: 'hasFollowUp', hasFollowUp: 'followUpOf' },
	...{ partOf: 'hasPart', hasPart: 'partOf' }
};
const twoStories = fc.array(fc.tuple(fc.boolean(), story), { maxLength: 6 });
const everyStep = (property: (pair: Pair) => void) => {
	fc.assert(
		fc.property(twoStories, (chapters) => {
			const pair = new Pair();
			for (const [first, throws] of chapters)
				for (const dice of throws) {
					pair.play(first ? uuid(1) : OTHER.open, dice);
					property(pair);
				}
		}),
		{ numRuns: STORIES }
	);
};

describe('any story of two tickets', () => {
	test('either says of the other what the other says of it', () => {
		everyStep((pair) => {
			const said = pair
				.all()
				.flatMap(({ id, links = [] }) =>
					links.map(({ as, ticketId }) => `${id} ${as} ${ticketId}`)
				);
			const answered = pair
				.all()
				.flatMap(({ id, links = [] }) =>
					links.map(({ as, ticketId }) => `${ticketId} ${OPPOSITE[as]} ${id}`)
				);
			expect(said.toSorted()).toEqual(answered.toSorted());
		});
	});

	test('R8.3, R9.6 a duplicate is open as long as its main ticket, and ends in no way that is not its own', () => {
		let together = 0;
		let apart = 0;
		everyStep((pair) => {
			for (const ticket of pair.all()) {
				const main = pair.all().find(({ id }) => id === mainOf(ticket)?.ticketId);
				if (main?.status === 'ended') expect(ticket.status).toBe('ended');
				if (ticket.status !== 'ended' || ticket.ending !== 'withMain') continue;
				together += 1;
				expect(main).toMatchObject({ status: 'ended' });
				expect(ticket.channel).not.toBe('fax');
				if (main?.status === 'ended' && main.ending === 'answeredFromArticle')
					expect(ticket).toMatchObject({
						kind: 'query',
						channel: expect.not.stringMatching('web') as string
					});
			}
			apart += pair
				.all()
				.filter(({ timeline }) =>
					timeline.some(({ type, by }) => type === 'unlinked' && by.type === 'system')
				).length;
		});
		// It was really tried.
		if (STORIES >= 1000) expect(Math.min(together, apart)).toBeGreaterThan(0);
	});

	test('it is always somebody’s: whoever may act on one of these people finds it', () => {
		everyStep((pair) => {
			for (const ticket of pair.all())
				if (mainOf(ticket) && ticket.status !== 'ended')
					expect(PEOPLE.some((one) => isOffered(one, 'ticket.unlink', ticket))).toBe(true);
		});
	});
});
