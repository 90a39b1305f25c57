import 'fake-indexeddb/auto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fileAddress } from '#lib/domain/article/addresses.ts';
import type { DocumentFile } from '#lib/domain/article/document-file.ts';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import { ODT } from '#lib/domain/media-types.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import { sampleArticle } from '../../../../tests/support/article.ts';
import { OutboxDatabase } from '../db/outbox-database.ts';
import { RowDatabase } from '../db/row-database.ts';
import { chooseFiles, readFilesChoice, runKeeper } from './keeper.ts';

const CLERK: StaffActor = {
	...{ type: 'staff', id: 'x', name: 'X', roles: ['clerk'], desk: null },
	...{ unitId: null, cellId: null, placeId: null }
};
const file = (sign: string): DocumentFile => ({
	...{ sha256: sign.repeat(64), name: sign, type: ODT, bytes: 100, isExample: false }
});
const addressOf = (sign: string) => fileAddress(sign.repeat(64));

let held: { outbox: OutboxDatabase; rows: RowDatabase; actor: StaffActor };
let ends: AbortController;
/** The browser's cache, and how often it was looked through. */
const kept = new Map<string, Response>();
let looks = 0;
let put: (address: string) => Promise<void>;
const fetched: string[] = [];
/** Another one for each text: by it a device knows what it has read before. */
let hash = 0;

const cache = {
	keys: () => {
		looks += 1;
		return Promise.resolve(
			[...kept.keys()].map((address) => ({ url: `https://x.example${address}` }))
		);
	},
	put: async (address: string, answer: Response) => {
		await put(address);
		kept.set(address, answer);
	},
	delete: (address: string) => Promise.resolve(kept.delete(address))
};

beforeEach(() => {
	kept.clear();
	fetched.length = 0;
	looks = 0;
	put = () => Promise.resolve();
	ends = new AbortController();
	held = { outbox: new OutboxDatabase('keeper'), rows: new RowDatabase('keeper'), actor: CLERK };
	vi.stubGlobal('caches', {
		open: () => Promise.resolve(cache),
		delete: () => {
			kept.clear();
			return Promise.resolve(true);
		}
	});
	vi.stubGlobal('addEventListener', () => undefined);
	vi.stubGlobal('removeEventListener', () => undefined);
	vi.stubGlobal('fetch', (address: string) => {
		fetched.push(address);
		return Promise.resolve(
			new Response('bytes', { status: address === addressOf('9') ? 404 : 200 })
		);
	});
});
afterEach(async () => {
	ends.abort();
	await pause(20);
	vi.unstubAllGlobals();
	await held.outbox.delete();
	await held.rows.delete();
});

async function holdArticle(...files: readonly DocumentFile[]): Promise<void> {
	const document = {
		name: 'x',
		kind: 'application',
		formAddress: null,
		files: [...files]
	} as const;
	const made = sampleArticle({
		documents: { forInspection: [], forSubmission: [{ ...document, files: [...files] }] }
	});
	const body = JSON.stringify(projectArticle(made, 'staff'));
	await held.rows.rows.put({
		scope: 'kb:staff',
		kind: 'article',
		id: made.id,
		body,
		hash: (hash += 1)
	});
}
const start = () => {
	void runKeeper({ ...held, chance: () => 0, report: () => undefined }, ends.signal);
};
const addresses = () => [...kept.keys()].toSorted();
const settled = (signs: readonly string[]) =>
	vi.waitFor(() => expect(addresses()).toEqual(signs.map(addressOf)));

test('what the articles name is kept, and what they name no longer goes', async () => {
	await holdArticle(file('1'), file('2'));
	start();
	await settled(['1', '2']);
	await vi.waitFor(async () =>
		expect((await readFilesChoice(held)).progress).toEqual({ files: 2, of: 2 })
	);
	await holdArticle(file('2'), file('3'));
	await settled(['2', '3']);
	expect(fetched).toEqual(['1', '2', '3'].map(addressOf));
	await chooseFiles(held, 'none');
	await settled([]);
});

test('when nothing changes, nothing is done: what it writes itself is no change', async () => {
	await holdArticle(file('1'));
	start();
	await settled(['1']);
	await pause(300);
	expect(looks).toBeLessThanOrEqual(2);
});

test('what the server does not give is not kept, and the others are', async () => {
	await holdArticle(file('9'), file('1'));
	start();
	await settled(['1']);
	expect((await readFilesChoice(held)).progress).toEqual({ files: 1, of: 2 });
});

test('without room all are given up, until somebody chooses them again', async () => {
	put = (address) =>
		address === addressOf('2')
			? Promise.reject(new DOMException('full', 'QuotaExceededError'))
			: Promise.resolve();
	await holdArticle(file('1'), file('2'));
	start();
	await vi.waitFor(async () => expect((await readFilesChoice(held)).isGivenUp).toBe(true));
	await settled([]);
	put = () => Promise.resolve();
	await chooseFiles(held, 'all');
	await settled(['1', '2']);
});

test('nothing is left of whoever has gone while it came', async () => {
	put = async () => {
		ends.abort();
		await pause(1);
	};
	await holdArticle(file('1'));
	start();
	await vi.waitFor(() => expect(fetched).toHaveLength(1));
	await settled([]);
});
