/** One device's rows under test, whatever they are kept in, and sample rows to bring there. */
import { expect, test } from 'vitest';
import { addHash } from '#lib/sync/checksum.ts';
import type { Application, RowStore, StagedRow, StoredRow } from '#lib/sync/ports.ts';
import type { Head } from '#lib/sync/protocol.ts';
import type { Scope } from '#lib/sync/scope.ts';

/** One device's disk, and what a test does to it besides what the port allows. */
export type RowStoreLab = {
	/** A store over the disk; opened again, it finds what the last one left. */
	open(): Promise<RowStore>;
	/** Another tab leads from now on, with this token. */
	lead(token: number): Promise<void>;
	/** What screens would read. */
	rows(): Promise<readonly StoredRow[]>;
	serverTime(): Promise<string | null>;
	/** Replaces or removes a row without the store's knowing. */
	damage(row: StoredRow, into: StoredRow | null): Promise<void>;
	/** All that lies on the disk, as text. */
	everything(): Promise<string>;
	/** Changes what a pack says, or loses it. */
	damagePack(name: string): Promise<void>;
	dispose(): Promise<void>;
};

export const KB: Scope = 'kb:public';
export const REF: Scope = 'ref:public';
export const MINE: Scope = 'mine:somebody';
export const TIME = '2026-11-24T08:00:00.000Z';

export function row(id: string, version: number, details: Partial<StoredRow> = {}): StoredRow {
	const body = details.body ?? `{"text":"${id} ${String(version)}"}`;
	const signs = Array.from(`${id}${body}`, (sign) => sign.codePointAt(0) ?? 0);
	const hash = signs.reduce((sum, sign) => (sum * 31 + sign) % 2 ** 48, 7);
	return { scope: KB, kind: 'article', id, hash, ...details, body };
}

/** The hash that a row of this lab has by what it says. */
export const hashOf = ({ id, body }: { id: string; body: string }): Promise<number> =>
	Promise.resolve(row(id, 0, { body }).hash);

export const gone = (id: string, scope: Scope = KB): StagedRow => ({
	scope,
	kind: 'article',
	id,
	body: null,
	hash: 0
});

export const headOf = (scope: Scope, version: number, rows: readonly StoredRow[]): Head => ({
	scope,
	version,
	count: rows.length,
	sum: rows.reduce((sum, { hash }) => addHash(sum, hash), 0),
	reset: false
});

const place = ({ scope, id }: StoredRow): string => `${scope} ${id}`;
const inOrder = (rows: readonly StoredRow[]): readonly StoredRow[] =>
	[...rows].sort((one, other) => (place(one) < place(other) ? -1 : 1));

/** A device whose leading tab has token 1. */
export class RowDevice {
	readonly lab: RowStoreLab;
	store: RowStore;

	constructor(lab: RowStoreLab, store: RowStore) {
		this.lab = lab;
		this.store = store;
	}

	async reopen(): Promise<void> {
		this.store = await this.lab.open();
	}

	/** The pages of one pull. */
	async stage(...pages: readonly (readonly StagedRow[])[]): Promise<void> {
		for (const [index, page] of pages.entries())
			await this.store.stage(page, { first: index === 0, token: 1 });
	}

	apply(heads: readonly Head[], more: Partial<Application> = {}): Promise<readonly Scope[]> {
		return this.store.apply(
			{
				heads,
				reset: [],
				packed: [],
				overThrough: -1,
				rows: [],
				hasStaged: true,
				serverTime: TIME,
				...more
			},
			1
		);
	}

	/** Brings rows in the ordinary way and expects it to work. */
	async bring(rows: readonly StagedRow[], heads: readonly Head[], reset: readonly Scope[] = []) {
		await this.stage(rows);
		expect(await this.apply(heads, { reset })).toEqual([]);
	}

	async shown(): Promise<readonly StoredRow[]> {
		return inOrder(await this.lab.rows());
	}

	/** Everything that a refused or failed act must leave as it was. */
	async state() {
		return {
			rows: await this.shown(),
			held: await this.store.held(),
			serverTime: await this.lab.serverTime()
		};
	}
}

export const deviceTest = (newLab: () => Promise<RowStoreLab>) =>
	test.extend<{ device: RowDevice }>({
		device: async ({ task: _task }, use) => {
			const lab = await newLab();
			await lab.lead(1);
			await use(new RowDevice(lab, await lab.open()));
			await lab.dispose();
		}
	});
export type DeviceTest = ReturnType<typeof deviceTest>;
