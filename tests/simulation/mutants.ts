/**
 * Sabotaged builds: each breaks one promise of the protocol, the way a plausible mistake would. A
 * simulation that does not notice them proves nothing.
 */
import type { Outbox, RowStore, Transport } from '#lib/sync/ports.ts';
import type { FakeDevice } from '../support/fake-device.ts';
import type { FakeServer } from '../support/fake-server.ts';

export type Sabotage = {
	readonly server?: (server: FakeServer) => void;
	readonly rows?: (rows: RowStore, device: FakeDevice, turn: Turn) => RowStore;
	readonly outbox?: (outbox: Outbox, device: FakeDevice) => Outbox;
	readonly transport?: (transport: Transport) => Transport;
};
/** Where a tab may be cut off. */
export type Turn = (label: string) => Promise<void>;

export const MUTANTS = {
	/** A version is drawn before the commit: a later one may be seen before it. */
	versionDrawnEarly: {
		server: (server) => {
			server.sabotage.lateRows = true;
		}
	},
	/** The same command is carried out as often as it comes. */
	dedupeDropped: {
		server: (server) => {
			server.sabotage.noDedupe = true;
		}
	},
	/** "Applied" is said, and then the transaction is rolled back. */
	ackBeforeCommit: {
		server: (server) => {
			server.sabotage.lostCommits = true;
		}
	},
	/** Whoever is signed in sends what lies on the machine, and gets what its owner may see. */
	ownerIgnored: {
		server: (server) => {
			server.sabotage.ownerIgnored = true;
		}
	},
	/** Whoever works at a shared machine sends what the others left there. */
	outboxShared: {
		outbox: (outbox, { outboxDisk }) => ({
			...queueOf(outbox),
			waiting: () =>
				Promise.resolve([...outboxDisk.entries.values()].filter(({ outcome }) => outcome === null))
		})
	},
	/** A photograph is shown before its bytes have arrived. */
	bytesNotAwaited: {
		server: (server) => {
			server.sabotage.bytesNotAwaited = true;
		},
		outbox: (outbox) => ({
			...queueOf(outbox),
			waiting: async () => (await outbox.waiting()).map((entry) => ({ ...entry, blob: null }))
		})
	},
	/** What was written after a photograph waits until that has gone up. */
	photographInTheWay: {
		outbox: (outbox) => ({
			...queueOf(outbox),
			waiting: async () => {
				const waiting = await outbox.waiting();
				const first = waiting.findIndex(({ blob }) => blob !== null);
				return first < 0 ? waiting : waiting.slice(0, first);
			}
		})
	},
	/** The cursor is stored in one transaction, the rows in the next. */
	cursorBeforeRows: {
		rows: (rows, { rowDisk }, turn) => ({
			...portOf(rows),
			apply: async (application, token) => {
				const before = rowDisk.rows;
				const differing = await rows.apply(application, token);
				const after = rowDisk.rows;
				rowDisk.rows = before;
				await turn('between cursor and rows');
				rowDisk.rows = after;
				return differing;
			}
		})
	},
	/** The device believes the server's count and checksum instead of its own. */
	checksumAdopted: {
		rows: (rows, { rowDisk }) => ({
			...portOf(rows),
			apply: async (application, token) => {
				const differing = await rows.apply(application, token);
				if (differing.length === 0) return [];
				rowDisk.held = application.heads.map(({ scope, version, count, sum }) => ({
					...{ scope, version, count, sum }
				}));
				return [];
			}
		})
	},
	/** What is over goes with its hash: the proof fails, and a month is loaded anew. */
	hashGoneWithText: {
		rows: (rows, { rowDisk }) => ({
			...portOf(rows),
			expire: async (month) => {
				await rows.expire(month);
				rowDisk.expired = new Map();
			}
		})
	},
	/** An entry leaves the outbox when it is sent, and comes back with its outcome. */
	entryDeletedBeforeOutcome: {
		outbox: (outbox, { outboxDisk }) => {
			const sent = new Map(outboxDisk.entries);
			return {
				...queueOf(outbox),
				waiting: async () => {
					const waiting = await outbox.waiting();
					for (const { command } of waiting) {
						const entry = outboxDisk.entries.get(command.id);
						if (entry) sent.set(command.id, entry);
						outboxDisk.entries.delete(command.id);
					}
					return waiting;
				},
				settle: async (outcomes, token) => {
					for (const [id, entry] of sent) outboxDisk.entries.set(id, entry);
					await outbox.settle(outcomes, token);
				}
			};
		}
	},
	/** A session that ended is taken for a refusal of what was sent. */
	signInNeededAsRejection: {
		transport: (transport) => ({
			...transport,
			push: async (request) => {
				const answered = await transport.push(request);
				if (answered.ok || answered.error.type !== 'signInNeeded') return answered;
				const refusal = { code: 'notAllowed' } as const;
				const outcomes = request.commands.map(
					({ seq }) => ({ seq, status: 'rejected', refusal }) as const
				);
				return { ok: true, value: { type: 'outcomes', serverTime: '', outcomes } };
			}
		})
	},
	/** A copied store goes on under the name it shares with the other. */
	forkIgnored: {
		outbox: (outbox) => ({ ...queueOf(outbox), renumber: () => Promise.resolve() })
	},
	/** A tab writes whether it leads or not. */
	unfencedLeader: {
		rows: (rows, { rowDisk }) => ({
			...portOf(rows),
			stage: (page, { first }) => rows.stage(page, { first, token: rowDisk.fence }),
			apply: (application) => rows.apply(application, rowDisk.fence)
		})
	},
	/** What waits is sent in any order, and nothing waits for what it builds on. */
	laneOrderIgnored: {
		outbox: (outbox) => ({
			...queueOf(outbox),
			waiting: async () =>
				(await outbox.waiting())
					.toReversed()
					.map((entry) => ({ ...entry, command: { ...entry.command, prev: null } }))
		})
	},
	/** Nobody asks a server that was put back what it still knows. */
	restoreIgnored: {
		transport: (transport) => ({
			...transport,
			confirm: () => Promise.resolve({ ok: true, value: { unknown: [], different: [] } })
		})
	}
} as const satisfies Readonly<Record<string, Sabotage>>;
export type MutantName = keyof typeof MUTANTS;
export const MUTANT_NAMES = Object.keys(MUTANTS) as readonly MutantName[];

/** Methods of a class do not survive a spread: they are named one by one. */
const portOf = (rows: RowStore): RowStore => ({
	held: () => rows.held(),
	stage: (page, how) => rows.stage(page, how),
	apply: (application, token) => rows.apply(application, token),
	audit: (hashOf) => rows.audit(hashOf),
	expire: (month) => rows.expire(month),
	havePacks: (names) => rows.havePacks(names),
	keepPacks: (packs, token) => rows.keepPacks(packs, token)
});

const queueOf = (outbox: Outbox): Outbox => ({
	client: () => outbox.client(),
	waiting: () => outbox.waiting(),
	settle: (outcomes, token) => outbox.settle(outcomes, token),
	answered: () => outbox.answered(),
	offerAgain: (ids, token) => outbox.offerAgain(ids, token),
	forgotten: (ids, token) => outbox.forgotten(ids, token),
	renumber: (token) => outbox.renumber(token),
	markSettled: (versions) => outbox.markSettled(versions),
	needBlob: (seq) => outbox.needBlob(seq)
});
