/**
 * Cuts large scopes into packs (src/lib/sync/pack.ts). They are made when first asked for, and anew
 * when much has changed since; in between a device brings itself up to date by its cursor. They lie in
 * the database, so that every node serves what any of them has cut.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { and, asc, desc, eq, inArray, isNotNull, notInArray, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Actor } from '#lib/domain/org/roles.ts';
import { PACKED_FROM, packsFor, packText } from '#lib/sync/pack.ts';
import type { Manifest, ManifestRequest } from '#lib/sync/protocol.ts';
import { PACKED_SCOPES, scopesOf, type Scope } from '#lib/sync/scope.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { syncBundle, syncMember, syncPack, syncScope } from '../db/schema/index.ts';
import { admit } from './admission.ts';

/** Cut anew when so many rows, or such a part of all, have changed since. */
const STALE_ROWS = 200;
const STALE_PART = 0.05;
/** A device may be in the middle of fetching those of the manifest before. */
const BUNDLES_KEPT = 2;
/** Of packs, in the memory of this process. */
const KEPT_BYTES = 32 * 1024 * 1024;

export type PackServices = {
	readonly db: Database;
	readonly report: (fault: unknown, about: string) => void;
};

type Bundle = { readonly version: number; readonly sum: number; readonly packs: readonly string[] };
type State = { readonly id: number; readonly version: number; readonly count: number };

/** What nobody has to be asked for. */
export const isPublicPack = (scope: string): boolean => mayHavePacks({ type: 'anonymous' }, scope);

/** Nobody may know what a scope that they may not hold is made of: to them there is none. */
export const mayHavePacks = (actor: Actor, scope: string): scope is Scope =>
	PACKED_SCOPES.some((one) => one === scope) && scopesOf(actor).some((one) => one === scope);

export class PackCutter {
	readonly #services: PackServices;
	/** By scope: several devices that ask at once wait for one cutting. */
	readonly #cutting = new Map<Scope, Promise<Bundle>>();

	/** What was asked for lately: many devices load the same ones on one morning. */
	readonly #kept = new LRUCache<string, Uint8Array>({
		maxSize: KEPT_BYTES,
		sizeCalculation: ({ byteLength }) => Math.max(1, byteLength)
	});

	constructor(services: PackServices) {
		this.#services = services;
	}

	/** @returns null where this reader has no such scope in packs */
	async manifest(actor: Actor, request: ManifestRequest): Promise<Manifest | null> {
		admit(actor, request);
		const { scope } = request;
		if (!mayHavePacks(actor, scope)) return null;
		const { db } = this.#services;
		const [state] = await db.select().from(syncScope).where(eq(syncScope.key, scope));
		// A cursor at nothing is that of a device which has nothing.
		if (!state || state.version === 0) return null;
		const newest = await this.#newest(state.id);
		if (newest && (await this.#isStale(state, newest)))
			this.#cut(scope).catch((fault: unknown) => {
				this.#services.report(fault, `cutting the packs of ${scope}`);
			});
		const { version, sum, packs } = newest ?? (await this.#cut(scope));
		return { scope, version, sum, packs };
	}

	/** Cuts what is large and was not, or what has changed much, before a device asks for it. */
	async keepReady(): Promise<void> {
		const { db } = this.#services;
		for (const state of await db
			.select()
			.from(syncScope)
			.where(inArray(syncScope.key, [...PACKED_SCOPES]))) {
			if (state.count < PACKED_FROM) continue;
			const newest = await this.#newest(state.id);
			if (!newest || (await this.#isStale(state, newest))) await this.#cut(state.key);
		}
	}

	/** @returns null where there is nothing of one of these names in this scope */
	async bytes(scope: Scope, names: readonly string[]): Promise<readonly Uint8Array[] | null> {
		const key = (name: string) => `${scope} ${name}`;
		// Taken out at once: what was kept may be thrown out while the rest is being read.
		const there = new Map(names.map((name) => [name, this.#kept.get(key(name))]));
		const missing = names.filter((name) => !there.get(name));
		if (missing.length > 0) {
			const found = await this.#services.db
				.select({ name: syncPack.name, bytes: syncPack.bytes })
				.from(syncPack)
				.innerJoin(syncScope, eq(syncScope.id, syncPack.scope))
				.where(and(eq(syncScope.key, scope), inArray(syncPack.name, missing)));
			for (const { name, bytes } of found) {
				this.#kept.set(key(name), bytes);
				there.set(name, bytes);
			}
		}
		const packs = names.map((name) => there.get(name));
		return packs.every((pack) => pack !== undefined) ? packs : null;
	}

	async #newest(scope: number): Promise<Bundle | undefined> {
		const [newest] = await this.#services.db
			.select()
			.from(syncBundle)
			.where(eq(syncBundle.scope, scope))
			.orderBy(desc(syncBundle.version))
			.limit(1);
		return newest;
	}

	async #isStale({ id, count }: State, { version }: Bundle): Promise<boolean> {
		const changed = await this.#services.db.$count(
			syncMember,
			and(eq(syncMember.scope, id), sql`${syncMember.version} > ${version}`)
		);
		return changed > Math.max(STALE_ROWS, count * STALE_PART);
	}

	#cut(scope: Scope): Promise<Bundle> {
		const known = this.#cutting.get(scope);
		if (known) return known;
		const cutting = cut(this.#services.db, scope).finally(() => {
			this.#cutting.delete(scope);
		});
		this.#cutting.set(scope, cutting);
		return cutting;
	}
}

const compress = promisify(gzip);

async function cut(db: Database, scope: Scope): Promise<Bundle> {
	const { state, files } = await db.transaction((tx) => readWhole(tx, scope), {
		isolationLevel: 'repeatable read',
		accessMode: 'read only'
	});
	const bundle = {
		scope: state.id,
		version: state.version,
		sum: state.sum,
		packs: files.map(({ name }) => name)
	};
	await db.transaction(async (tx) => {
		// One node at a time: what one puts in must not be what another is throwing out.
		await tx.execute(sql`select pg_advisory_xact_lock(hashtext('lckm packs'), ${state.id})`);
		await tx
			.insert(syncPack)
			.values(files.map(({ name, bytes }) => ({ scope: state.id, name, bytes })))
			.onConflictDoNothing();
		await tx.insert(syncBundle).values(bundle).onConflictDoNothing();
		await forgetOld(tx, state.id);
	});
	return bundle;
}

/** Pack by pack, so that no more than one is in memory as text. */
async function readWhole(tx: Transaction, scope: Scope) {
	const [state] = await tx.select().from(syncScope).where(eq(syncScope.key, scope));
	if (!state) throw new Error(`There is no scope ${scope}`);
	const packs = packsFor(state.count);
	const files: { readonly name: string; readonly bytes: Uint8Array }[] = [];
	for (let place = 0; place < packs; place += 1) {
		const rows = await tx
			.select({ kind: syncMember.kind, id: syncMember.id, body: syncMember.body })
			.from(syncMember)
			.where(
				and(
					eq(syncMember.scope, state.id),
					isNotNull(syncMember.body),
					// The same place as packOf gives.
					sql`get_byte(uuid_send(${syncMember.id}), 15) % ${packs} = ${place}`
				)
			)
			.orderBy(asc(syncMember.id));
		const whole = rows.map(({ kind, id, body }) => ({ kind, id, body: body ?? '' }));
		const bytes = await compress(packText(whole), { level: constants.Z_BEST_COMPRESSION });
		files.push({ name: createHash('sha256').update(bytes).digest('hex'), bytes });
	}
	return { state, files };
}

async function forgetOld(tx: Transaction, scope: number): Promise<void> {
	const kept = await tx
		.select({ version: syncBundle.version, packs: syncBundle.packs })
		.from(syncBundle)
		.where(eq(syncBundle.scope, scope))
		.orderBy(desc(syncBundle.version))
		.limit(BUNDLES_KEPT);
	const versions = kept.map(({ version }) => version);
	const names = [...new Set(kept.flatMap(({ packs }) => packs))];
	await tx
		.delete(syncBundle)
		.where(and(eq(syncBundle.scope, scope), notInArray(syncBundle.version, versions)));
	await tx.delete(syncPack).where(and(eq(syncPack.scope, scope), notInArray(syncPack.name, names)));
}
