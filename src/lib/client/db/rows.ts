/** Reading what the server sent: rows as the types they are, from wherever they lie. */
import Dexie, { type PromiseExtended } from 'dexie';
import type { ArticleView } from '#lib/domain/article/visibility.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import { packOf } from '#lib/sync/pack.ts';
import type { StoredRow } from '#lib/sync/ports.ts';
import type { CategoryRow, PersonRow, PlaceRow, TimeLimitRow, UnitRow } from '#lib/sync/rows.ts';
import { PACKED_KINDS, type EntityKind, type Scope } from '#lib/sync/scope.ts';
import { forgetOpened, openedPack, type ReadRow } from './opened-packs.ts';
import {
	startingWith,
	type GoneRow,
	type PackedScope,
	type RowDatabase,
	type StoredPack
} from './row-database.ts';

export type RowOfKind = {
	article: ArticleView;
	ticket: Ticket;
	unit: UnitRow;
	category: CategoryRow;
	place: PlaceRow;
	person: PersonRow;
	timeLimit: TimeLimitRow;
};

/** Where the same thing is held in several cuts, the fullest one is read. */
const FULLEST_FIRST = ['mine', 'queue', 'kb:staff', 'ref:staff', 'unit'];
const rank = (scope: Scope): number => {
	const place = FULLEST_FIRST.findIndex((prefix) => scope.startsWith(prefix));
	return place < 0 ? FULLEST_FIRST.length : place;
};

/** Texts that were read before are not parsed again; the hash says whether one changed. */
const parsed = new Map<string, { hash: number; row: unknown }>();

function parse({ scope, kind, id, hash, body }: StoredRow): unknown {
	const key = `${scope}\n${kind}\n${id}`;
	const known = parsed.get(key);
	const row: unknown = known?.hash === hash ? known.row : JSON.parse(body);
	if (known?.hash !== hash) parsed.set(key, { hash, row });
	return row;
}

/** Everything about some rows that the database has, read at one moment. */
type Found = {
	readonly rows: readonly StoredRow[];
	readonly gone: readonly GoneRow[];
	readonly packs: readonly { readonly scope: Scope; readonly pack: StoredPack }[];
};

export function readAll<Kind extends EntityKind>(
	db: RowDatabase,
	kind: Kind
): PromiseExtended<readonly RowOfKind[Kind][]> {
	return noticed(allOf(db, kind));
}

async function allOf<Kind extends EntityKind>(
	db: RowDatabase,
	kind: Kind
): Promise<readonly RowOfKind[Kind][]> {
	const found = await find(db, kind, {
		rows: () =>
			db.rows
				.where('[kind+id]')
				.between(...startingWith(kind))
				.toArray(),
		gone: () => db.gone.toArray(),
		packsOf: ({ packs }) => packs
	});
	return [...(await fullestOf(found, (row) => row.kind === kind)).values()].map(
		(read) => read() as RowOfKind[Kind]
	);
}

export function readOne<Kind extends EntityKind>(
	db: RowDatabase,
	kind: Kind,
	id: string
): PromiseExtended<RowOfKind[Kind] | null> {
	return noticed(oneOf(db, kind, id));
}

async function oneOf<Kind extends EntityKind>(
	db: RowDatabase,
	kind: Kind,
	id: string
): Promise<RowOfKind[Kind] | null> {
	const found = await find(db, kind, {
		rows: () => db.rows.where('[kind+id]').equals([kind, id]).toArray(),
		gone: async (scopes) => {
			const keys = scopes.map((scope): [string, string, string] => [scope, kind, id]);
			return (await db.gone.bulkGet(keys)).filter((one) => one !== undefined);
		},
		packsOf: ({ packs }) => packs.filter((_, place) => place === packOf(id, packs.length))
	});
	const fullest = await fullestOf(found, (row) => row.kind === kind && row.id === id);
	return (fullest.get(id)?.() ?? null) as RowOfKind[Kind] | null;
}

type Search = {
	readonly rows: () => Promise<readonly StoredRow[]>;
	readonly gone: (scopes: readonly Scope[]) => Promise<readonly GoneRow[]>;
	readonly packsOf: (scope: PackedScope) => readonly string[];
};

/** All reading of the database is here, before the first waiting for anything else: a live query notices no other. */
async function find(db: RowDatabase, kind: EntityKind, search: Search): Promise<Found> {
	if (!PACKED_KINDS.includes(kind)) return { rows: await search.rows(), gone: [], packs: [] };
	return db.transaction('r', db.rows, db.packed, db.gone, db.packs, async () => {
		const packed = await db.packed.toArray();
		const names = packed.flatMap((one) =>
			search.packsOf(one).map((name) => ({ scope: one.scope, name }))
		);
		const [rows, gone, packs] = await Promise.all([
			search.rows(),
			search.gone(packed.map(({ scope }) => scope)),
			db.packs.bulkGet(names.map(({ name }) => name))
		]);
		const there = names.flatMap(({ scope }, index) => {
			const pack = packs[index];
			return pack ? [{ scope, pack }] : [];
		});
		return { rows, gone, packs: there };
	});
}

/** By id, how to read the fullest of what is there. */
async function fullestOf(
	{ rows, gone, packs }: Found,
	isWanted: (row: { kind: EntityKind; id: string }) => boolean
): Promise<ReadonlyMap<string, () => unknown>> {
	const place = ({ scope, kind, id }: GoneRow): string => `${scope}\n${kind}\n${id}`;
	const hidden = new Set([...rows, ...gone].map(place));
	const fullest = new Map<string, { scope: Scope; read: () => unknown }>();
	const propose = (id: string, scope: Scope, read: () => unknown): void => {
		const known = fullest.get(id);
		if (!known || rank(scope) < rank(known.scope)) fullest.set(id, { scope, read });
	};
	for (const row of rows) propose(row.id, row.scope, () => parse(row));
	const opened = await Promise.all(packs.map(({ pack }) => openedPack(pack)));
	opened.forEach((read: readonly ReadRow[], index) => {
		const scope = packs[index]?.scope;
		if (!scope) return;
		for (const row of read)
			if (isWanted(row) && !hidden.has(place({ ...row, scope }))) propose(row.id, scope, row.read);
	});
	return new Map([...fullest].map(([id, { read }]) => [id, read]));
}

/**
 * A live query notices what is asked after a promise of Dexie's, and not what is asked after a few of
 * the browser's own, of which reading is made.
 */
const noticed = <T>(reading: Promise<T>): PromiseExtended<T> => Dexie.Promise.resolve(reading);

/** When an owner leaves, nothing of theirs stays in memory. */
export function forgetParsed(): void {
	parsed.clear();
	forgetOpened();
}
