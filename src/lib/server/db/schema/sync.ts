/**
 * The tables of the sync protocol. The trigger that draws versions, and two unlogged working tables
 * it reads (sync_pending, sync_seal), are written by hand in drizzle/: see 0001_seal.sql and, for the
 * parts by month, 0008_months.sql.
 */
import {
	bigint,
	boolean,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { FinalOutcome } from '#lib/sync/protocol.ts';
import type { EntityKind, Scope } from '#lib/sync/scope.ts';
import { bytea } from './bytea.ts';
import { instant } from './instant.ts';

const count = () => bigint({ mode: 'number' });

/** One row a scope: how far it is, how many rows it has and their checksum. */
export const syncScope = pgTable('sync_scope', {
	id: integer().primaryKey().generatedAlwaysAsIdentity(),
	key: text().$type<Scope>().notNull().unique(),
	version: count().notNull().default(0),
	count: count().notNull().default(0),
	sum: count().notNull().default(0),
	/** Rows of this month and before were forgotten (src/lib/domain/retention.ts); null: none ever. */
	goneThrough: integer()
});

/** Count and checksum at each version: a cursor that does not match is of another history. */
export const syncHistory = pgTable(
	'sync_history',
	{
		scope: integer().notNull(),
		version: count().notNull(),
		sum: count().notNull(),
		at: instant().notNull().defaultNow()
	},
	(table) => [primaryKey({ columns: [table.scope, table.version] })]
);

/** One row per scope and entity, with the projected text itself: what is hashed is what is sent. */
export const syncMember = pgTable(
	'sync_member',
	{
		scope: integer().notNull(),
		kind: text().$type<EntityKind>().notNull(),
		id: uuid().notNull(),
		/** In which part it lies: of a ticket the month of its registration, or LASTING. */
		month: integer().notNull().default(0),
		version: count().notNull(),
		hash: count().notNull(),
		/** Null: it left the scope; only its random id stays, so that devices learn of it. */
		body: text()
	},
	(table) => [
		primaryKey({ columns: [table.scope, table.kind, table.id, table.month] }),
		index('sync_delta').on(table.scope, table.version)
	]
);

/** Whose a store of commands is: one person, or one device that nobody signs in to. */
export const syncClient = pgTable('sync_client', {
	id: uuid().primaryKey(),
	owner: text().notNull(),
	createdAt: instant().notNull().defaultNow()
});

/** Every command that was ever answered, with its answer. It outlives the longest time offline. */
export const syncCommand = pgTable(
	'sync_command',
	{
		client: uuid()
			.notNull()
			.references(() => syncClient.id),
		seq: integer().notNull(),
		id: uuid().notNull(),
		subject: uuid().notNull(),
		name: text().notNull(),
		receivedAt: instant().notNull().defaultNow(),
		outcome: jsonb().$type<StoredOutcome>()
	},
	(table) => [primaryKey({ columns: [table.client, table.seq] }), uniqueIndex().on(table.id)]
);

/** A command that broke the server: counted, and kept whole once it is given up on. */
export const syncFailure = pgTable(
	'sync_failure',
	{
		client: uuid().notNull(),
		seq: integer().notNull(),
		attempts: integer().notNull(),
		quarantined: boolean().notNull().default(false),
		error: text().notNull(),
		command: jsonb().$type<Record<string, unknown>>(),
		firstAt: instant().notNull().defaultNow(),
		lastAt: instant().notNull().defaultNow()
	},
	(table) => [primaryKey({ columns: [table.client, table.seq] })]
);

/** An outcome as stored: versions are looked up when it is told, since they are drawn at commit. */
type WithoutPlace<T> = T extends { status: 'applied' } ? Omit<T, 'seq' | 'heads'> : Omit<T, 'seq'>;
export type StoredOutcome = WithoutPlace<FinalOutcome> & { readonly scopes?: readonly Scope[] };

/** A large scope in packs, as it was at one version. */
export const syncBundle = pgTable(
	'sync_bundle',
	{
		scope: integer().notNull(),
		version: count().notNull(),
		sum: count().notNull(),
		/** Names of its packs, by place. */
		packs: text().array().notNull(),
		cutAt: instant().notNull().defaultNow()
	},
	(table) => [primaryKey({ columns: [table.scope, table.version] })]
);

/** Gzip, named by the SHA-256 of these bytes; by scope, as that decides who may have it. */
export const syncPack = pgTable(
	'sync_pack',
	{ scope: integer().notNull(), name: text().notNull(), bytes: bytea().notNull() },
	(table) => [primaryKey({ columns: [table.scope, table.name] })]
);
