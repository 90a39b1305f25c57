import { sql, type SQL } from 'drizzle-orm';
import type { Proof } from '#lib/domain/org/categories.ts';
import { termsInForce } from '#lib/domain/org/portal-terms.ts';
import { isSecondLine, type Role } from '#lib/domain/org/roles.ts';
import type { Consultant, Performer, Reference } from '#lib/domain/ticket/context.ts';
import { CHANNELS_OF_PORTAL } from '#lib/domain/ticket/routing.ts';
import type { Transaction } from '../db/connection.ts';
import { listApprovals } from '../organisation/terms-writer.ts';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

type Arguments = Readonly<Record<string, unknown>>;

/** The ids in these fields; the arguments are still as they came, and whatever is no id is not looked for. */
function idsIn(args: readonly Arguments[], fields: readonly string[]): readonly string[] {
	const values = args.flatMap((one) => fields.map((field) => one[field]));
	return [...new Set(values)].filter((id): id is string => typeof id === 'string' && UUID.test(id));
}

/** The other tickets that acts name: those they are linked to, or taken out of. */
export const ticketsNamed = (args: readonly Arguments[]): readonly string[] =>
	idsIn(args, ['ticketId', 'partOf']);

type Placed = { id: string; unitId: string; cellId: string | null };
type Category = Placed & { proof: Proof | null };
type Colleague = Consultant & Performer & { readonly roles: readonly Role[] };
type UnitRow = { id: string; active: boolean; parentId: string | null };

/** Answers what decisions look up, from the rows that their arguments name. */
export async function loadReference(
	tx: Transaction,
	args: readonly Arguments[]
): Promise<Omit<Reference, 'ticket'>> {
	const named = (...fields: readonly string[]) => idsIn(args, fields);
	const isFromPortal = args.some(({ channel }) =>
		CHANNELS_OF_PORTAL.some((one) => one === channel)
	);
	// Nobody makes two units one while an act is decided that may lead to one of them (organisation/unit-writer.ts).
	const names = named('unitId', 'cellId', 'articleId', 'categoryId');
	const [, people, articles, categories, units, terms] = await Promise.all([
		names.length > 0 &&
			tx.execute(sql`select pg_advisory_xact_lock_shared(hashtext('lckm units'))`),
		byId(named('personId'), (ids) =>
			tx.execute<Colleague>(sql`
				select id, name, desk, roles, unit_id as "unitId", cell_id as "cellId"
				from person where id = any(${ids}) and active`)
		),
		byId(named('articleId'), (ids) =>
			tx.execute<Placed>(
				sql`select id, unit_id as "unitId", cell_id as "cellId" from article where id = any(${ids})`
			)
		),
		byId(named('categoryId'), (ids) =>
			tx.execute<Category>(sql`
				select id, unit_id as "unitId", cell_id as "cellId", proof
				from category where id = any(${ids})`)
		),
		byId(named('unitId', 'cellId'), (ids) =>
			tx.execute<UnitRow>(
				sql`select id, active, parent_id as "parentId" from unit where id = any(${ids})`
			)
		),
		isFromPortal ? listApprovals(tx) : []
	]);
	return {
		consultant: (id) => withRole(people.get(id), ({ roles }) => roles.includes('consultant')),
		performer: (id) => withRole(people.get(id), ({ roles }) => isSecondLine(roles)),
		article: (id) => articles.get(id) ?? null,
		category: (id) => withProof(categories.get(id)),
		termsInForce: (at) => termsInForce(terms, at),
		unit: (id) => units.get(id) ?? null
	};
}

function withProof(found: Category | undefined): ReturnType<Reference['category']> {
	if (!found) return null;
	const { proof, ...placed } = found;
	return { ...placed, proof: proof ?? undefined };
}

const withRole = (
	found: Colleague | undefined,
	is: (colleague: Colleague) => boolean
): Colleague | null => (found && is(found) ? found : null);

async function byId<Row extends { id: string }>(
	ids: readonly string[],
	load: (ids: SQL) => Promise<readonly Row[]>
): Promise<ReadonlyMap<string, Row>> {
	const rows = ids.length > 0 ? await load(sql`${sql.param(ids)}::uuid[]`) : [];
	return new Map(rows.map((row) => [row.id, row]));
}
