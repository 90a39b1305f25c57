// A device that comes back after seven months, with a store as it was written then.
import type { Page } from '@playwright/test';
import { uuidv7 } from '../../../src/lib/client/ids.ts';
import {
	toStore,
	type StoredEntry,
	type StoreName
} from '../../../src/lib/client/db/outbox-database.ts';
import type { HeldScope, StoredRow } from '../../../src/lib/sync/ports.ts';
import { expect, test } from '../city.ts';
import { cardOf, register } from '../steps.ts';
import { dump, OUTBOX, outboxOf, readStore } from './storage.ts';

const LONG_AGO = new Date(Date.now() - 210 * 24 * 60 * 60_000).toISOString();
const KNOWN = 'Zgłoszenie sprzed siedmiu miesięcy, wysłane';
const GHOST = 'Zgłoszenie usunięte na serwerze';

test('pitfall 25: after seven months what was deleted goes, and every waiting act gets an answer', async ({
	city
}) => {
	const waiting = 'Zgłoszenie sprzed siedmiu miesięcy, niewysłane';
	const tablet = await city.at('tablet', 'clerk');
	const { page } = tablet;
	await register(tablet, KNOWN);
	await expect(page.getByText('Dotarło do centrum pod numerem')).toBeVisible();
	// A page of the same origin on which nothing of the app runs.
	await tablet.open('/healthz');
	await ageOutbox(page, waiting);
	await ageRows(page);

	await tablet.goOffline(true);
	await tablet.open('/punkt/zgloszenia');
	await expect(page.getByText(GHOST)).toBeVisible();
	await tablet.goOffline(false);
	await expect(cardOf(page, waiting).filter({ hasText: 'zarejestrowane' })).toHaveCount(1, {
		timeout: 30_000
	});
	await expect(cardOf(page, KNOWN)).toHaveCount(1);
	await expect(page.getByText(GHOST)).toHaveCount(0);
	const answers = (await outboxOf(page)).map(({ command, outcome }) => [
		command.name,
		outcome?.status
	]);
	expect(answers.slice(1)).toEqual([
		['ticket.register', 'applied'],
		['ticket.faxed', 'quarantined'],
		['ticket.register', 'quarantined']
	]);
	// The person is told of both, and nothing they wrote is gone.
	await page.getByRole('link', { name: /Do wysłania/ }).click();
	await expect(page.getByText('Faks sprzed siedmiu miesięcy')).toBeVisible();
	await expect(page.getByText('Zapisane w dawnej postaci')).toBeVisible();
});

test('pitfall 25: what is over is gone before the first paint, without a network too (R3.3)', async ({
	city
}) => {
	const over = 'Zgłoszenie, którego czas minął';
	const tablet = await city.at('tablet', 'clerk');
	const { page } = tablet;
	await register(tablet, over);
	await expect(page.getByText('Dotarło do centrum pod numerem')).toBeVisible();
	await tablet.open('/punkt/zgloszenia');
	await expect(cardOf(page, over)).toHaveCount(1);
	// What is shown is the row, and not any more what was written here.
	await expect.poll(async () => (await outboxOf(page))[0]?.settled).toBe(true);
	await tablet.open('/healthz');
	await ageTickets(page, 8);
	await page.addInitScript((words) => {
		new MutationObserver(() => {
			if (document.body.innerText.includes(words)) sessionStorage.setItem('painted', words);
		}).observe(document, { subtree: true, childList: true, characterData: true });
	}, over);

	await tablet.goOffline(true);
	await tablet.open('/punkt/zgloszenia');
	await expect(page.getByRole('heading', { name: 'Moje zgłoszenia' })).toBeVisible();
	await expect(cardOf(page, over)).toHaveCount(0);
	expect(await page.evaluate(() => sessionStorage.getItem('painted'))).toBeNull();
	const stores = Object.entries(await dump(page));
	const rows = stores.filter(([name]) => name.startsWith('lckm-rows-'));
	expect(rows.filter(([, text]) => text.includes(over))).toEqual([]);
});

/** As if the tickets of this device had been registered so many months before. */
async function ageTickets(page: Page, months: number): Promise<void> {
	await page.evaluate(async (back) => {
		const names = (await indexedDB.databases()).map(({ name = '' }) => name);
		for (const name of names.filter((one) => one.startsWith('lckm-rows-person'))) {
			const db = await new Promise<IDBDatabase>((resolve) => {
				const request = indexedDB.open(name);
				request.onsuccess = () => {
					resolve(request.result);
				};
			});
			await new Promise<void>((resolve) => {
				const transaction = db.transaction('rows', 'readwrite');
				transaction.oncomplete = () => {
					resolve();
				};
				const rows = transaction.objectStore('rows');
				rows.openCursor().onsuccess = ({ target }) => {
					const { result: cursor } = target as IDBRequest<IDBCursorWithValue | null>;
					if (!cursor) return;
					const row = cursor.value as StoredRow;
					if (row.month !== undefined) cursor.update({ ...row, month: row.month - back });
					cursor.continue();
				};
			});
			db.close();
		}
	}, months);
}

/** What waits there: an act of today's form, one that is no longer known, one with fields of then. */
async function ageOutbox(page: Page, waiting: string): Promise<void> {
	const names = await readStore<StoreName & { owner: string }>(page, OUTBOX, 'clients');
	const name = names.find(({ owner }) => owner.startsWith('person'));
	const [sample] = await outboxOf(page);
	if (!name || !sample) throw new Error('The outbox is empty');
	const { args } = sample.command;
	const acts = [
		{ name: 'ticket.register', version: 1, args: { ...args, description: waiting } },
		{ name: 'ticket.faxed', version: 0, args: { text: 'Faks sprzed siedmiu miesięcy' } },
		{ name: 'ticket.register', version: 0, args: { description: 'Zapisane w dawnej postaci' } }
	];
	const entries = acts.map((act, index): StoredEntry => {
		const [id, subject, seq] = [uuidv7(), uuidv7(), name.nextSeq + index];
		const receiptCode = 'args' in act && 'receiptCode' in act.args ? { receiptCode: CODE } : {};
		const place = { id, subject, seq, lane: `ticket:${subject}`, prev: null, capturedAt: LONG_AGO };
		const command = { ...act, ...place, args: { ...act.args, ...receiptCode } };
		const waits = { id, seq, subject, command };
		return toStore({ ...sample, ...waits, outcome: null, settled: false, answeredAt: null });
	});
	// The first clients did not note which number was the first under their name.
	const { firstSeq: _firstSeq, ...older } = { ...name, nextSeq: name.nextSeq + acts.length };
	await putAll(page, OUTBOX, { clients: [older], commands: entries });
}
/** Any that nobody has. */
const CODE = '7Z7Z7Z7Z7Z7Z';

/** A ticket that the server has deleted since, in a scope whose version it has long left behind. */
async function ageRows(page: Page): Promise<void> {
	const names = await page.evaluate(async () =>
		(await indexedDB.databases()).map(({ name = '' }) => name)
	);
	const database = names.find((name) => name.startsWith('lckm-rows-person')) ?? '';
	const rows = await readStore<StoredRow>(page, database, 'rows');
	const own = rows.find(({ scope, body }) => scope.startsWith('mine:') && body.includes(KNOWN));
	const scopes = await readStore<HeldScope>(page, database, 'scopes');
	const held = scopes.find(({ scope }) => scope === own?.scope);
	if (!own || !held) throw new Error('The device holds no ticket of its own');
	const id = uuidv7();
	const body = own.body.replaceAll(own.id, id).replace(KNOWN, GHOST);
	await putAll(page, database, {
		rows: [{ ...own, id, body, hash: 1 }],
		scopes: [{ ...held, version: 1, count: held.count + 1, sum: held.sum + 1 }]
	});
}

function putAll(
	page: Page,
	database: string,
	values: Readonly<Record<string, readonly unknown[]>>
): Promise<void> {
	return page.evaluate(
		async ([name, stores]) => {
			const db = await new Promise<IDBDatabase>((resolve) => {
				const request = indexedDB.open(name);
				request.onsuccess = () => {
					resolve(request.result);
				};
			});
			await new Promise<void>((resolve, reject) => {
				const transaction = db.transaction(Object.keys(stores), 'readwrite');
				for (const [store, all] of Object.entries(stores))
					for (const value of all) transaction.objectStore(store).put(value);
				transaction.oncomplete = () => {
					resolve();
				};
				transaction.onabort = () => {
					reject(new Error(String(transaction.error)));
				};
			});
			db.close();
		},
		[database, values] as const
	);
}
