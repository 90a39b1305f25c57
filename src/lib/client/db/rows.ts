/** Reading what the server sent: rows as the types they are. */
import type { ArticleView } from '#lib/domain/article/visibility.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import type { StoredRow } from '#lib/sync/ports.ts';
import type { CategoryRow, PersonRow, PlaceRow, UnitRow } from '#lib/sync/rows.ts';
import type { EntityKind } from '#lib/sync/scope.ts';
import type { RowDatabase } from './row-database.ts';

export type RowOfKind = {
	article: ArticleView;
	ticket: Ticket;
	unit: UnitRow;
	category: CategoryRow;
	place: PlaceRow;
	person: PersonRow;
};

/** Where the same thing is held in several cuts, the fullest one is read. */
const FULLEST_FIRST = ['mine', 'queue', 'kb:staff', 'ref:staff', 'unit'];
const rank = ({ scope }: StoredRow): number => {
	const place = FULLEST_FIRST.findIndex((prefix) => scope.startsWith(prefix));
	return place < 0 ? FULLEST_FIRST.length : place;
};

/** Texts that were read before are not parsed again; the hash says whether one changed. */
const parsed = new Map<string, { hash: number; row: unknown }>();

function parse<Kind extends EntityKind>(stored: StoredRow): RowOfKind[Kind] {
	const key = `${stored.scope}\n${stored.kind}\n${stored.id}`;
	const known = parsed.get(key);
	const row: unknown = known?.hash === stored.hash ? known.row : JSON.parse(stored.body);
	if (known?.hash !== stored.hash) parsed.set(key, { hash: stored.hash, row });
	return row as RowOfKind[Kind];
}

export async function readAll<Kind extends EntityKind>(
	{ rows }: RowDatabase,
	kind: Kind
): Promise<readonly RowOfKind[Kind][]> {
	const stored = await rows.where('kind').equals(kind).toArray();
	const fullest = new Map<string, StoredRow>();
	for (const row of stored) {
		const known = fullest.get(row.id);
		if (!known || rank(row) < rank(known)) fullest.set(row.id, row);
	}
	return [...fullest.values()].map((row) => parse<Kind>(row));
}

export async function readOne<Kind extends EntityKind>(
	{ rows }: RowDatabase,
	kind: Kind,
	id: string
): Promise<RowOfKind[Kind] | null> {
	const stored = await rows.where('[kind+id]').equals([kind, id]).toArray();
	const [fullest] = stored.sort((one, other) => rank(one) - rank(other));
	return fullest ? parse<Kind>(fullest) : null;
}

/** When an owner leaves, nothing of theirs stays in memory. */
export function forgetParsed(): void {
	parsed.clear();
}
