// What lies on a device, read as anybody could who gets hold of its disk: past the product's own code.
import type { Page } from '@playwright/test';
import type { StoredEntry } from '../../../src/lib/client/db/outbox-database.ts';

export const OUTBOX = 'lckm-outbox';

/** All values of one store; none where there is no such store. */
export function readStore<T>(page: Page, database: string, store: string): Promise<readonly T[]> {
	return page.evaluate(
		async ([name, table]) => {
			// Opening it would make it.
			const present = await indexedDB.databases();
			if (!present.some((one) => one.name === name)) return [];
			const db = await new Promise<IDBDatabase>((resolve, reject) => {
				const request = indexedDB.open(name);
				request.onsuccess = () => {
					resolve(request.result);
				};
				request.onerror = () => {
					reject(new Error(`${name}: ${String(request.error)}`));
				};
			});
			try {
				return await new Promise<T[]>((resolve, reject) => {
					const request = db.transaction(table).objectStore(table).getAll();
					request.onsuccess = () => {
						resolve(request.result as T[]);
					};
					request.onerror = () => {
						reject(new Error(`${name}/${table}: ${String(request.error)}`));
					};
				});
			} finally {
				db.close();
			}
		},
		[database, store] as const
	);
}

/** Everything in the outbox, whoever wrote it, in the order of its numbers. */
export async function outboxOf(page: Page): Promise<readonly StoredEntry[]> {
	const entries = await readStore<StoredEntry>(page, OUTBOX, 'commands');
	return [...entries].sort((one, other) => one.seq - other.seq);
}

/** The stores of all databases as one text each, by "database/store". */
export async function dump(page: Page): Promise<Readonly<Record<string, string>>> {
	const stores = await page.evaluate(async () => {
		const found: [string, string][] = [];
		for (const { name = '' } of await indexedDB.databases()) {
			const db = await new Promise<IDBDatabase>((resolve) => {
				const request = indexedDB.open(name);
				request.onsuccess = () => {
					resolve(request.result);
				};
			});
			for (const store of db.objectStoreNames) found.push([name, store]);
			db.close();
		}
		return found;
	});
	const texts: Record<string, string> = {};
	for (const [database, store] of stores)
		texts[`${database}/${store}`] = JSON.stringify(await readStore(page, database, store));
	return texts;
}

/** How often who leads has changed, by the fence of whoever is signed in. */
export async function fenceOf(page: Page): Promise<number> {
	const meta = await readStore<{ key: string; value: unknown }>(page, OUTBOX, 'meta');
	const fences = meta.flatMap(({ key, value }) =>
		key.startsWith('fence:person') && typeof value === 'number' ? [value] : []
	);
	return Math.max(0, ...fences);
}

export async function deleteDatabases(page: Page): Promise<void> {
	const session = await page.context().newCDPSession(page);
	const { origin } = new URL(page.url());
	await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
	await session.detach();
}
