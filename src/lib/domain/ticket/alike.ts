/**
 * What a consultant looks for before a ticket is taken down a second time: earlier ones of the same caller,
 * and open interventions that may be about the same thing. Places are words here, so two of them are
 * compared as people write them: "ul. Zgierska 130" and "Zgierska przy przystanku".
 */
import { fold } from '../fold.ts';
import type { Ticket } from './ticket.ts';

/** The last nine digits: with a prefix of the country or without, it is the same telephone. */
const PHONE_DIGITS = 9;

/** @returns null for what is too short to be a number */
export function phoneKey(typed: string): string | null {
	const digits = typed.replaceAll(/\D/gu, '');
	return digits.length < PHONE_DIGITS ? null : digits.slice(-PHONE_DIGITS);
}

/** How old an open intervention may be and still be the one that is reported once more. */
export const ALIKE_DAYS = 90;
/** House numbers of one street that are so far apart are not the same place. */
const NEAR_NUMBERS = 10;
/** Of the rarer words of a place, so many must be the other's too. */
const SHARED = 0.5;

/** They say where something lies beside the name, or stand in every second name. */
const COMMON: ReadonlySet<string> = new Set(
	[
		...['ulica', 'ulicy', 'aleja', 'aleje', 'plac', 'osiedle', 'rondo', 'skwer', 'rynek', 'park'],
		...['droga', 'przy', 'obok', 'koło', 'naprzeciwko', 'między', 'okolice', 'okolica', 'przed'],
		...['róg', 'skrzyżowanie', 'strona', 'strony', 'stronie', 'wysokości', 'numer', 'dom', 'domu'],
		...['blok', 'bloku', 'budynek', 'budynku', 'łódź', 'łodzi']
	].map(fold)
);

type Place = { readonly words: readonly string[]; readonly numbers: readonly number[] };

function placeOf(location: string): Place {
	const folded = fold(location);
	const words = folded.match(/\p{L}{3,}/gu) ?? [];
	return {
		words: [...new Set(words)].filter((word) => !COMMON.has(word)),
		// A house number, with its letter or without; not the middle of a postcode or of coordinates.
		numbers: [...folded.matchAll(/(?<![\p{L}\d.,-])(\d{1,3})\p{L}?(?![\p{L}\d.-])/gu)].map(
			([, number]) => Number(number)
		)
	};
}

/** Polish cases change the end of a name: Zgierska, Zgierskiej, Zgierską. */
const isSameWord = (one: string, other: string): boolean => {
	const stem = Math.max(4, Math.min(one.length, other.length) - 3);
	return one.slice(0, stem) === other.slice(0, stem);
};

/** @returns 0 for two places that have nothing in common, 1 for one and the same */
export function placeLikeness(one: string, other: string): number {
	const [first, second] = [placeOf(one), placeOf(other)];
	const fewer = Math.min(first.words.length, second.words.length);
	if (fewer === 0) return 0;
	const shared = first.words.filter((word) =>
		second.words.some((found) => isSameWord(word, found))
	).length;
	const likeness = Math.min(1, shared / fewer);
	if (likeness < SHARED) return 0;
	const distance = Math.min(
		...first.numbers.flatMap((here) => second.numbers.map((there) => Math.abs(here - there)))
	);
	if (!Number.isFinite(distance)) return likeness / 2;
	return distance > NEAR_NUMBERS ? 0 : likeness;
}

export type Reported = { readonly location: string; readonly categoryId: string | null };

/**
 * How likely an open intervention is the one that is reported once more.
 * @returns 0 where it is not
 */
export function likenessOf(ticket: Ticket, reported: Reported, now: Date): number {
	if (ticket.status === 'ended' || ticket.declaredKind !== 'intervention') return 0;
	const days = (now.getTime() - Date.parse(ticket.registeredAt)) / 86_400_000;
	if (days > ALIKE_DAYS) return 0;
	const { categoryId } = ticket;
	if (categoryId && reported.categoryId && categoryId !== reported.categoryId) return 0;
	return placeLikeness(ticket.location, reported.location);
}

/** The likeliest first, and of two alike ones the newer; no more than can be looked through. */
export function alikeIn(
	tickets: readonly Ticket[],
	reported: Reported,
	now: Date
): readonly Ticket[] {
	return tickets
		.map((ticket) => ({ ticket, likeness: likenessOf(ticket, reported, now) }))
		.filter(({ likeness }) => likeness > 0)
		.toSorted(
			(one, other) =>
				other.likeness - one.likeness ||
				other.ticket.registeredAt.localeCompare(one.ticket.registeredAt)
		)
		.slice(0, MOST_HINTS)
		.map(({ ticket }) => ticket);
}

export const MOST_HINTS = 5;

/** Of the same telephone, the newest first. */
export function earlierIn(tickets: readonly Ticket[], phone: string): readonly Ticket[] {
	const key = phoneKey(phone);
	if (key === null) return [];
	return tickets
		.filter(({ contact }) => contact?.phone && phoneKey(contact.phone) === key)
		.toSorted((one, other) => other.registeredAt.localeCompare(one.registeredAt))
		.slice(0, MOST_HINTS);
}
