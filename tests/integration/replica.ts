/**
 * What a device makes of its pulls, in memory and without mercy: after each pull it counts and sums
 * up its own rows, and throws where that is not what the server said.
 */
import { createHash, randomUUID } from 'node:crypto';
import { addHash, hashFromDigest, hashedText } from '#lib/sync/checksum.ts';
import {
	PROTOCOL_VERSION,
	type Cursor,
	type PulledRow,
	type PullRequest,
	type PullResponse
} from '#lib/sync/protocol.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { recordChanges, type ScopeChange } from '#lib/server/sync/change-log.ts';
import { pull } from '#lib/server/sync/pull.ts';
import type { TestServer } from './harness.ts';
import { signedIn, type Login, type Town } from './town.ts';

export type Ask = (request: PullRequest) => Promise<PullResponse>;

type Held = { version: number; sum: number; readonly rows: Map<string, string> };

export class Replica {
	readonly scopes = new Map<Scope, Held>();
	/** Pages, and rows in them, of the last pull. */
	last = { pages: 0, rows: 0, resets: [] as Scope[] };
	readonly #ask: Ask;
	readonly #owner: string;

	constructor(ask: Ask, owner: string) {
		this.#ask = ask;
		this.#owner = owner;
	}

	rowsOf(scope: Scope): readonly unknown[] {
		const bodies = this.scopes.get(scope)?.rows.values() ?? [];
		return [...bodies].map((body): unknown => JSON.parse(body));
	}

	idsOf(scope: Scope): readonly string[] {
		return [...(this.scopes.get(scope)?.rows.keys() ?? [])].map((key) => key.split(' ')[1] ?? '');
	}

	/** @param between runs after each page but the last */
	async pull(between: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
		let cursors: Cursor[] = [...this.scopes].map(([scope, { version, sum }]) => ({
			...{ scope, version, sum }
		}));
		const staged: PulledRow[] = [];
		const resets = new Set<Scope>();
		for (let pages = 1; ; pages += 1) {
			const page = await this.#ask({ protocol: PROTOCOL_VERSION, owner: this.#owner, cursors });
			staged.push(...page.rows);
			for (const { scope, reset } of page.heads) if (reset) resets.add(scope);
			if (!page.more) {
				this.#apply(page, staged, resets);
				this.last = { pages, rows: staged.length, resets: [...resets] };
				return;
			}
			await between();
			cursors = page.heads.map(({ scope, version }) => ({ scope, version, sum: null }));
		}
	}

	#apply({ heads }: PullResponse, rows: readonly PulledRow[], resets: ReadonlySet<Scope>): void {
		const granted = new Set(heads.map(({ scope }) => scope));
		for (const scope of this.scopes.keys()) if (!granted.has(scope)) this.scopes.delete(scope);
		for (const scope of resets) this.scopes.delete(scope);
		for (const { scope } of heads)
			if (!this.scopes.has(scope)) this.scopes.set(scope, { version: 0, sum: 0, rows: new Map() });
		for (const { scope, kind, id, body } of rows) {
			const held = this.scopes.get(scope);
			if (!held) throw new Error(`A row of ${scope}, which has no head`);
			if (body === null) held.rows.delete(`${kind} ${id}`);
			else held.rows.set(`${kind} ${id}`, body);
		}
		for (const { scope, version, count, sum } of heads) {
			const held = this.scopes.get(scope);
			if (!held) throw new Error('Unreachable');
			const own = sumOf(held.rows);
			if (held.rows.size !== count || own !== sum)
				throw new Error(
					`${scope}@${String(version)}: ${String(held.rows.size)} rows with sum ${String(own)}, ` +
						`but the server has ${String(count)} with ${String(sum)}`
				);
			if (version < held.version) throw new Error(`${scope} went back`);
			held.version = version;
			held.sum = sum;
		}
	}
}

function sumOf(rows: ReadonlyMap<string, string>): number {
	return [...rows].reduce((sum, [key, body]) => {
		const [kind, id = ''] = key.split(' ');
		const text = hashedText({ kind: kind as PulledRow['kind'], id, body });
		return addHash(sum, hashFromDigest(createHash('sha256').update(text).digest()));
	}, 0);
}

/** The device of one of the people, over the whole way. */
export async function replicaOf(server: TestServer, town: Town, login: Login): Promise<Replica> {
	const browser = await signedIn(server, login);
	const owner = `person:${town.people[login]}`;
	return new Replica((request) => browser.api.sync.pull.query(request), owner);
}

/** A device that nobody is signed in to, with pages as small as a test needs them. */
export function nobodysReplica(
	{ services }: Pick<TestServer, 'services'>,
	pageRows: number
): Replica {
	return new Replica(
		(request) => pull({ ...services, pageRows }, { type: 'anonymous' }, request),
		'anybody'
	);
}

/** One transaction that changes these rows for their readers. */
export function note(
	{ services }: Pick<TestServer, 'services'>,
	changes: readonly ScopeChange[]
): Promise<void> {
	return services.db.transaction((tx) => recordChanges(tx, changes));
}

export function unitRow(body: string, id: string = randomUUID()): ScopeChange {
	return { scope: 'ref:public', kind: 'unit', id, body };
}
