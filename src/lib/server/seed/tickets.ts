/**
 * A few weeks of invented tickets: true histories, each act of them decided by the rules that decide
 * real ones, at the moment at which it is told to have happened.
 */
import { assert } from '#lib/base/assert.ts';
import { routingOf } from '#lib/domain/article/article.ts';
import type { Reference } from '#lib/domain/ticket/context.ts';
import { decide } from '#lib/domain/ticket/decide.ts';
import { evolveAll } from '#lib/domain/ticket/evolve.ts';
import type { Ticket, TicketEvent } from '#lib/domain/ticket/ticket.ts';
import type { Status } from '#lib/domain/ticket/vocabulary.ts';
import { subtractWorkingTime, type WorkingHours } from '#lib/domain/working-time.ts';
import { Company, type City } from './cast.ts';
import { courseOf, type Act } from './course.ts';
import { makePlans } from './plans.ts';
import { Chance, fixedUuid } from './random.ts';

/** Any number will do; another one invents another past. */
const SEED = 8797;

/** The version of the portal's terms that all of them came under. */
export const FIRST_TERMS = 1;

/** Hours of the invented city; its histories happen within them. */
const CITY_HOURS: WorkingHours = { weekdays: [1, 2, 3, 4, 5], opensHour: 8, closesHour: 18 };
const MINUTE_MS = 60_000;

/** How long ago, in working minutes, the last thing happened to a ticket that stands there. */
const QUIET_MINUTES: Readonly<Record<Status, readonly [least: number, most: number]>> = {
	registered: [2, 240],
	taken: [1, 180],
	forwarded: [5, 500],
	inProgress: [10, 700],
	reported: [5, 300],
	ended: [30, 7500]
};

/** Every sixth that lies with a unit is late, so that there is something to remind of and to escalate (R9.4). */
const LATE_ONE_OF = 6;
const LATE_MINUTES: Readonly<Partial<Record<Status, number>>> = {
	forwarded: 1000,
	inProgress: 3300
};

export type InventedTicket = {
	readonly id: string;
	readonly registeredAt: Date;
	/** Plays its story through, under the official number that is drawn for it. */
	readonly play: (number: string) => History;
};
export type History = { readonly events: readonly TicketEvent[]; readonly ticket: Ticket };

type DatedAct = Act & { readonly at: Date };

/** @returns the tickets in the order in which they were registered */
export function inventTickets(city: City, now: Date): readonly InventedTicket[] {
	const chance = new Chance(SEED);
	const company = new Company(city);
	const before = (minutes: number) => subtractWorkingTime(now, minutes * MINUTE_MS, CITY_HOURS);
	const reference = referenceOf(city);
	return makePlans(city, chance)
		.map((plan, index) => {
			const consultant = company.consultant(plan.channel, chance);
			const cast = {
				consultant,
				registrar: company.registrar(plan.channel, consultant, chance),
				performer: company.performer(plan.competent, chance),
				bystander: company.bystander(plan.competent, chance)
			};
			const acts = courseOf(plan, cast, chance);
			const late = index % LATE_ONE_OF === 0 ? (LATE_MINUTES[plan.status] ?? 0) : 0;
			const quiet = chance.between(...QUIET_MINUTES[plan.status]) + late;
			const dated = dateBack(acts, quiet, before);
			const id = fixedUuid(`ticket ${index}`);
			const play = (number: string): History => playThrough({ id, number, reference }, dated);
			return { id, registeredAt: dated[0]?.at ?? now, play };
		})
		.sort((one, other) => one.registeredAt.getTime() - other.registeredAt.getTime());
}

/** Gives each act its moment: the last was `quiet` minutes ago, each other as long before the next as told. */
function dateBack(
	acts: readonly Act[],
	quiet: number,
	before: (minutes: number) => Date
): readonly DatedAct[] {
	const dated: DatedAct[] = [];
	let minutes = quiet;
	for (const act of acts.toReversed()) {
		dated.unshift({ ...act, at: before(minutes) });
		minutes += act.afterMinutes;
	}
	return dated;
}

type Given = { readonly id: string; readonly number: string; readonly reference: Reference };

function playThrough({ id, number, reference }: Given, acts: readonly DatedAct[]): History {
	const events: TicketEvent[] = [];
	let ticket: Ticket | null = null;
	for (const [position, { name, args, by, at }] of acts.entries()) {
		const moment = at.toISOString();
		const decided = decide(
			ticket,
			{ name, args },
			{
				commandId: fixedUuid(`${id} ${position}`),
				subject: id,
				actor: by,
				at: moment,
				capturedAt: moment,
				number: ticket ? null : number,
				reference
			}
		);
		if (!decided.ok)
			throw new Error(`${name} of an invented ticket: ${JSON.stringify(decided.error)}`);
		events.push(...decided.value);
		ticket = evolveAll(ticket, decided.value);
	}
	assert(ticket, 'an invented ticket has at least been registered');
	return { events, ticket };
}

function referenceOf(city: City): Reference {
	const articles = new Map(city.articles.map((article) => [article.id, routingOf(article)]));
	const categories = new Map(city.categories.map((category) => [category.id, category]));
	const units = new Map(city.units.map((unit) => [unit.id, unit]));
	return {
		// In the demonstration nobody hands anything over.
		consultant: () => null,
		performer: () => null,
		termsInForce: () => FIRST_TERMS,
		ticket: () => null,
		article: (id) => articles.get(id) ?? null,
		category: (id) => categories.get(id) ?? null,
		unit: (id) => units.get(id) ?? null
	};
}
