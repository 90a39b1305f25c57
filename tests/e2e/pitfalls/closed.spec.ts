// The browser takes the databases away from a page that has them open, as systems do that save memory.
import type { Page } from '@playwright/test';
import { expect, test } from '../city.ts';
import { cardOf, writeDown } from '../steps.ts';
import { ROUNDS } from './rounds.ts';
import { OUTBOX, outboxOf, readStore } from './storage.ts';

test('pitfall 14: databases closed by force at any step: kept or refused, never a receipt for nothing', async ({
	city
}) => {
	const tablet = await city.at('tablet', 'clerk');
	const { page } = tablet;
	const internals = await page.context().newPage();
	const close = () => closeByForce(internals);
	const save = page.getByRole('button', { name: /Zarejestruj|Zapisz/ });
	const steps: Readonly<Record<string, () => Promise<unknown>>> = {
		'zanim zapisano': async () => {
			await close();
			await save.click();
		},
		'w czasie zapisu': () => Promise.all([save.click(), close()]),
		'w czasie wysyłania': async () => {
			const sent = page.waitForRequest(/sync\.push/u);
			await save.click();
			await sent;
			await close();
		},
		'po wysłaniu': async () => {
			await save.click();
			await expect(page.getByText('Dotarło do centrum pod numerem')).toBeVisible();
			await close();
		}
	};
	for (const [moment, step] of Object.entries(steps)) {
		const description = `Baza danych zamknięta ${moment}`;
		await tablet.open('/punkt/nowe');
		await writeDown(page, description);
		await step();
		const receipt = page.getByRole('heading', { name: 'Zgłoszenie zapisane' });
		const refusal = page.getByText('Nie udało się zapisać');
		await expect(receipt.or(refusal)).toBeVisible();
		if (await refusal.isVisible()) {
			await expect(page.getByLabel('Co się dzieje?')).toHaveValue(description);
			await save.click();
		}
		await expect(receipt).toBeVisible();
		const kept = (await outboxOf(page)).map(({ command }) => command.args['description']);
		expect(kept.filter((one) => one === description)).toHaveLength(1);
	}
	await tablet.open('/punkt/zgloszenia');
	for (const moment of Object.keys(steps)) {
		const card = cardOf(page, `Baza danych zamknięta ${moment}`);
		await expect(card.filter({ hasText: 'zarejestrowane' })).toHaveCount(1, { timeout: 30_000 });
	}
});

test('pitfall 14: after the closing the page goes on showing what is', async ({ city }) => {
	const tablet = await city.at('tablet', 'clerk');
	const { page } = tablet;
	const internals = await page.context().newPage();
	await tablet.open('/punkt/zgloszenia');
	const other = await tablet.newTab('/punkt/nowe');
	for (const round of Array(ROUNDS).keys()) {
		const description = `Po zamknięciu bazy ${String(round)}`;
		await closeByForce(internals);
		await writeDown(other, description);
		await other.getByRole('button', { name: /Zarejestruj|Zapisz/ }).click();
		const card = cardOf(page, description).filter({ hasText: 'zarejestrowane' });
		await expect(card).toHaveCount(1, { timeout: 20_000 });
		await other.reload();
	}
});

test('pitfall 14: a page that is opening while the databases are closed opens all the same', async ({
	city
}) => {
	const tablet = await city.at('tablet', 'clerk');
	const { page } = tablet;
	await tablet.open('/punkt/nowe');
	await writeDown(page, 'Pisane przed zamknięciem');
	const kept = async () => JSON.stringify(await readStore(page, OUTBOX, 'drafts'));
	await expect.poll(kept).toContain('ul. Zachodnia 47');
	await page.addInitScript(closeAtStep);
	for (const step of Array(STEPS_OF_OPENING).keys()) {
		await page.evaluate((value) => {
			sessionStorage.setItem('close-at', String(value));
		}, step);
		await page.reload();
		await expect(page.getByLabel('Co się dzieje?')).toHaveValue('Pisane przed zamknięciem');
		expect(await page.evaluate(() => sessionStorage.getItem('close-at'))).toBe('done');
	}
});

/** So many transactions are begun by every page that opens. */
const STEPS_OF_OPENING = 12;

type BeginTransaction = IDBDatabase['transaction'];

/** In the page: what a closing by force does, at exactly the transaction that sessionStorage names. */
function closeAtStep(): void {
	const at = Number(sessionStorage.getItem('close-at') ?? Number.NaN);
	const begin: BeginTransaction = Reflect.get(IDBDatabase.prototype, 'transaction');
	let step = 0;
	Object.assign(IDBDatabase.prototype, {
		transaction(this: IDBDatabase, ...scope: Parameters<BeginTransaction>) {
			const transaction = begin.apply(this, scope);
			if (step++ !== at) return transaction;
			sessionStorage.setItem('close-at', 'done');
			queueMicrotask(() => {
				transaction.abort();
				this.close();
				this.dispatchEvent(new Event('close'));
			});
			return transaction;
		}
	});
}

/** By the browser's own page for it; this device has been at no other origin. */
async function closeByForce(internals: Page): Promise<void> {
	await internals.goto('chrome://indexeddb-internals');
	await internals.locator('.force-close').click();
	await expect(internals.locator('.connection-count').first()).toHaveText('0');
}
