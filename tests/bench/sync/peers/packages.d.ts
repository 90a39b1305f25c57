// As much of the peers' interfaces as the bench uses. Their packages are installed by the bench alone, in
// this folder, and the project is checked without them.

declare module 'ws' {
	import type { Server } from 'node:http';
	export class WebSocketServer {
		constructor(options: { server: Server; perMessageDeflate: boolean });
		close(): void;
	}
}

declare module 'pouchdb-browser' {
	type Local = { revs_limit?: number; skip_setup?: boolean };
	type Batches = { batch_size: number; batches_limit: number };
	export default class PouchDB<T extends object> {
		constructor(name: string, options?: Local);
		static replicate<T extends object>(
			from: PouchDB<T>,
			to: PouchDB<T>,
			options: Batches
		): Promise<unknown>;
		info(): Promise<{ doc_count: number }>;
		get(id: string): Promise<T>;
		bulkDocs(documents: readonly (T & { _id: string })[]): Promise<unknown>;
	}
}

declare module 'rxdb/plugins/core' {
	export type RxDocument<T> = { toJSON(): T };
	export type RxCollection<T> = {
		findOne(id: string): { exec(): Promise<RxDocument<T> | null> };
		count(): { exec(): Promise<number> };
		bulkInsert(documents: readonly T[]): Promise<unknown>;
	};
	export type RxDatabase = {
		addCollections<T>(
			collections: Readonly<Record<string, { schema: object }>>
		): Promise<Record<string, RxCollection<T>>>;
	};
	export function createRxDatabase(options: {
		name: string;
		storage: object;
		multiInstance: boolean;
	}): Promise<RxDatabase>;
}

declare module 'rxdb/plugins/storage-dexie' {
	export function getRxStorageDexie(): object;
}

declare module 'rxdb/plugins/replication' {
	import type { RxCollection } from 'rxdb/plugins/core';
	export type RxReplicationState<T> = {
		awaitInitialReplication(): Promise<void>;
		readonly received$: { subscribe(next: (document: T) => void): { unsubscribe(): void } };
		reSync(): void;
	};
	export function replicateRxCollection<T, Checkpoint>(options: {
		collection: RxCollection<T>;
		replicationIdentifier: string;
		deletedField: string;
		live: boolean;
		pull?: {
			batchSize: number;
			handler: (
				checkpoint: Checkpoint | undefined,
				batchSize: number
			) => Promise<{ documents: readonly T[]; checkpoint: Checkpoint }>;
		};
		push?: {
			batchSize: number;
			handler: (rows: readonly { newDocumentState: T }[]) => Promise<readonly T[]>;
		};
	}): RxReplicationState<T>;
}

declare module 'replicache' {
	export const TEST_LICENSE_KEY: string;
}

declare module 'replicache/impl' {
	type WriteTransaction = { set(key: string, value: unknown): Promise<void> };
	type ReadTransaction = {
		get(key: string): Promise<unknown>;
		scan(options: { prefix: string }): { keys(): { toArray(): Promise<readonly string[]> } };
	};
	type Mutators = Readonly<Record<string, (tx: WriteTransaction, args: never) => Promise<void>>>;
	export class ReplicacheImpl<M extends Mutators> {
		constructor(
			options: {
				name: string;
				licenseKey: string;
				pullURL: string;
				pushURL: string;
				pullInterval: number | null;
				pushDelay: number;
				logLevel: 'error';
				mutators: M;
			},
			inner: { enableScheduledPersist: boolean; enablePullAndPushInOpen: boolean }
		);
		readonly mutate: { readonly [K in keyof M]: (args: Parameters<M[K]>[1]) => Promise<void> };
		pull(options: { now: boolean }): Promise<void>;
		push(options: { now: boolean }): Promise<void>;
		persist(): Promise<void>;
		query<T>(body: (tx: ReadTransaction) => Promise<T>): Promise<T>;
		experimentalPendingMutations(): Promise<readonly unknown[]>;
	}
}

declare module 'tinybase/mergeable-store' {
	type Row = Readonly<Record<string, string>>;
	export type MergeableStore = {
		setTable(table: string, rows: Readonly<Record<string, Row>>): MergeableStore;
		getTable(table: string): Readonly<Record<string, Row>>;
		setRow(table: string, id: string, row: Row): MergeableStore;
		getRowCount(table: string): number;
		addTablesListener(listener: () => void): unknown;
		getCell(table: string, id: string, cell: string): string | undefined;
	};
	export function createMergeableStore(): MergeableStore;
}

declare module 'tinybase/persisters' {
	import type { MergeableStore } from 'tinybase/mergeable-store';
	export type Persister = { save(): Promise<unknown>; load(): Promise<unknown> };
	// eslint-disable-next-line @typescript-eslint/max-params -- the library's own
	export function createCustomPersister(
		store: MergeableStore,
		getPersisted: () => Promise<undefined>,
		setPersisted: () => Promise<void>,
		addListener: () => undefined,
		delListener: () => undefined,
		onIgnoredError: ((error: unknown) => void) | undefined,
		persist: number
	): Persister;
}

declare module 'tinybase/persisters/persister-indexed-db' {
	import type { MergeableStore } from 'tinybase/mergeable-store';
	import type { Persister } from 'tinybase/persisters';
	export function createIndexedDbPersister(store: MergeableStore, name: string): Persister;
}

declare module 'tinybase/synchronizers/synchronizer-ws-client' {
	import type { MergeableStore } from 'tinybase/mergeable-store';
	export type Synchronizer = { load(): Promise<unknown>; startSync(): Promise<unknown> };
	export function createWsSynchronizer(
		store: MergeableStore,
		socket: WebSocket,
		timeoutS: number
	): Promise<Synchronizer>;
}

declare module 'tinybase/synchronizers/synchronizer-ws-server' {
	import type { WebSocketServer } from 'ws';
	import type { Persister } from 'tinybase/persisters';
	export function createWsServer(
		sockets: WebSocketServer,
		persisterFor: (path: string) => Persister | undefined
	): unknown;
}
