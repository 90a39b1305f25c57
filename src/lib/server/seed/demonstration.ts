/**
 * The demonstration city in the database: what an empty installation is filled with, so that everything
 * can be looked at without anybody's data. All of it is written by the same writers as real work.
 */
import { join } from 'node:path';
import { eq, inArray, sql } from 'drizzle-orm';
import { assert } from '#lib/base/assert.ts';
import { civilDayOf, yearOf } from '#lib/domain/calendar.ts';
import { monthOf } from '#lib/domain/retention.ts';
import { formatTicketNumber } from '#lib/domain/ticket/number.ts';
import { ROLES, type Role } from '#lib/domain/org/roles.ts';
import { publishArticles } from '../articles/article-writer.ts';
import { verifyPassword } from '../auth/password.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { device, person, portalTerms, street, ticket, unit } from '../db/schema/index.ts';
import { demoCity } from '../demo/city.ts';
import { bringFolder } from '../documents/file-exchange.ts';
import { DEMONSTRATION_TERMS } from '../demo/terms.ts';
import { publishPeople } from '../organisation/person-writer.ts';
import { publishReference } from '../organisation/reference-writer.ts';
import { replaceStreets } from '../organisation/city-facts.ts';
import { makeMonths } from '../tickets/months.ts';
import { drawRunningNumbers } from '../tickets/running-numbers.ts';
import { writeTickets, type TicketStep } from '../tickets/ticket-writer.ts';
import { peopleOf, RETIRED_KIOSK_ID } from './cast.ts';
import { FIRST_TERMS, inventTickets } from './tickets.ts';

/** Known to everybody who reads this: no protection, and none is meant. */
export const DEMONSTRATION_PASSWORD = 'piotrkowska-110';

const TERMS_SINCE_MS = 365 * 24 * 60 * 60_000;
const FORMS = join(import.meta.dirname, '../demo/data/files');
/** Any number that only this uses: two who start on one empty database fill it once. */
const ADVISORY_LOCK = 8797_2019;

export type Seeding = {
	/** The invented weeks end here. */
	readonly now: Date;
	/** Of the password of all invented people. */
	readonly passwordHash: string;
	/** Absolute; the forms that the articles name come to lie here. */
	readonly filesDir: string;
};

/**
 * Writes the demonstration city, all of it or nothing. Done again it changes nothing: tickets that went
 * on meanwhile stay as they are, and so do passwords.
 */
export async function seedDemonstration(
	db: Database,
	{ now, passwordHash, filesDir }: Seeding
): Promise<void> {
	const { refused } = await bringFolder({ db, filesDir }, FORMS);
	assert(refused.length === 0, 'the forms of the demonstration are taken');
	await db.transaction(async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`);
		await publishReference(tx, demoCity);
		await publishNewPeople(tx, passwordHash);
		await publishArticles(tx, demoCity.articles, { today: civilDayOf(now) });
		await publishFirstTerms(tx, now);
		await retireKiosk(tx, now);
		await publishFirstStreets(tx);
		await writeNewTickets(tx, now);
	});
}

/** In force before any of the invented tickets came. */
async function publishFirstTerms(tx: Transaction, now: Date): Promise<void> {
	const approvedAt = new Date(now.getTime() - TERMS_SINCE_MS);
	const approver = demoCity.staff.find(({ roles }) => roles.includes('plenipotentiary'));
	assert(approver, 'the city has a Pełnomocnik');
	await tx
		.insert(portalTerms)
		.values({
			...{ version: FIRST_TERMS, text: DEMONSTRATION_TERMS },
			...{ approvedAt, approvedBy: approver.name }
		})
		.onConflictDoNothing();
}

async function publishNewPeople(tx: Transaction, passwordHash: string): Promise<void> {
	const known = new Set((await tx.select({ id: person.id }).from(person)).map(({ id }) => id));
	await publishPeople(
		tx,
		peopleOf(demoCity, passwordHash).filter(({ id }) => !known.has(id))
	);
}

/** Until the city's own come from the national register. */
async function publishFirstStreets(tx: Transaction): Promise<void> {
	const known = await tx.select().from(street).limit(1);
	if (known.length === 0) await replaceStreets(tx, demoCity.streets);
}

/** The kiosk by which some of the tickets came; nobody can pair it again. */
async function retireKiosk(tx: Transaction, now: Date): Promise<void> {
	const hall = demoCity.places.find(({ kind }) => kind === 'hall');
	assert(hall, 'the city has a service hall');
	await tx
		.insert(device)
		.values({
			...{ id: RETIRED_KIOSK_ID, class: 'kiosk', name: 'Kiosk w sali obsługi (wycofany)' },
			...{ placeId: hall.id, revokedAt: now }
		})
		.onConflictDoNothing();
}

async function writeNewTickets(tx: Transaction, now: Date): Promise<void> {
	const invented = inventTickets(demoCity, now);
	const ids = invented.map(({ id }) => id);
	const known = await tx.select({ id: ticket.id }).from(ticket).where(inArray(ticket.id, ids));
	if (known.length > 0) return;
	await makeMonths(
		tx,
		invented.map(({ registeredAt }) => monthOf(registeredAt))
	);
	const running = await drawRunningNumbers(tx, invented.length);
	const steps = invented.map(({ registeredAt, play }, index): TicketStep => {
		const number = formatTicketNumber(yearOf(registeredAt), running[index] ?? 0);
		const { events, ticket: after } = play(number);
		return { before: null, events, after };
	});
	await writeTickets(tx, steps);
}

/** Has nobody begun to use this database? Without people and units nothing else can be in it. */
export async function isEmpty(db: Database): Promise<boolean> {
	const [units, people] = await Promise.all([
		db.select({ id: unit.id }).from(unit).limit(1),
		db.select({ id: person.id }).from(person).limit(1)
	]);
	return units.length === 0 && people.length === 0;
}

export type SignIn = {
	readonly role: Role;
	readonly login: string;
	readonly name: string;
	/** Where this person works, in short. */
	readonly where: string;
};

/**
 * Whom to sign in as to see each role's work: invented people who still have the known password.
 * @returns nobody where there is no demonstration city
 */
export async function findSignIns(db: Database): Promise<readonly SignIn[]> {
	const ids = demoCity.staff.map(({ id }) => id);
	const rows = await db
		.select({ id: person.id, hash: person.passwordHash })
		.from(person)
		.where(sql`${eq(person.active, true)} and ${inArray(person.id, ids)}`);
	const hashes = [...new Set(rows.map(({ hash }) => hash))];
	const checked = await Promise.all(
		hashes.map(async (hash) => ((await verifyPassword(hash, DEMONSTRATION_PASSWORD)) ? [hash] : []))
	);
	const known = new Set(checked.flat());
	const able = new Set(rows.filter(({ hash }) => known.has(hash)).map(({ id }) => id));
	return ROLES.flatMap((role) => representativesOf(role, able));
}

/** One person a role, who has only that one where possible; of consultants one a section. */
function representativesOf(role: Role, able: ReadonlySet<string>): readonly SignIn[] {
	const having = demoCity.staff.filter(({ id, roles }) => able.has(id) && roles.includes(role));
	const ordered = having.toSorted((one, other) => one.roles.length - other.roles.length);
	const desks = [...new Set(ordered.map(({ desk }) => desk))];
	const chosen = desks.flatMap((desk) => ordered.filter((one) => one.desk === desk).slice(0, 1));
	return chosen.map(({ login, name, unitCode, cellCode }) => {
		const where = demoCity.units.find(({ code }) => code === (cellCode ?? unitCode));
		return { role, login, name, where: where?.shortName ?? '' };
	});
}
