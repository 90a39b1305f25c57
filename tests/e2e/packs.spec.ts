// A Knowledge Base so large that it comes in packs: shown, searched and changed like any other.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startProduct, type Product } from '../support/product.ts';
import { generateRows } from '../bench/sync/data.ts';
import { City, expect, test as base } from './city.ts';
import { readStore } from './pitfalls/storage.ts';

const ARTICLES = 260;

const test = base.extend<{ readonly large: { readonly city: City; readonly product: Product } }>({
	// Playwright reads from the first parameter what a fixture needs.
	// eslint-disable-next-line no-empty-pattern
	large: async ({}, use) => {
		const product = await startProduct();
		const city = new City(product);
		await importArticles(product, generateRows(ARTICLES));
		await use({ city, product });
		await city.close();
		await product.remove();
		expect(city.faults).toEqual([]);
	}
});

test('a Knowledge Base in packs: shown, changed while it is looked at, and there without a network', async ({
	large: { city, product }
}) => {
	const [first, second] = generateRows(ARTICLES);
	if (!first || !second) throw new Error('There are no articles');
	const tablet = await city.at('tablet', 'clerk');
	const { page } = tablet;
	await tablet.open(`/punkt/baza-wiedzy/${first.ka}`);
	await expect(page.getByRole('heading', { name: first.title })).toBeVisible();
	expect(await packsOn(page)).toBe(4);

	const changed = `${first.title}, zmieniony`;
	await importArticles(product, [{ ...first, title: changed }]);
	await expect(page.getByRole('heading', { name: changed })).toBeVisible();

	await tablet.goOffline(true);
	await tablet.open(`/punkt/baza-wiedzy/${second.ka}`);
	await expect(page.getByRole('heading', { name: second.title })).toBeVisible();
	await tablet.open(`/punkt/baza-wiedzy/${first.ka}`);
	await expect(page.getByRole('heading', { name: changed })).toBeVisible();
});

async function importArticles(product: Product, rows: readonly object[]): Promise<void> {
	const file = join(product.dataDir, 'articles.jsonl');
	writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
	const { exitCode, stdout } = await product.lckm('kb', 'import', file);
	expect(exitCode, stdout).toBe(0);
}

/** How many packs the signed-in person's rows lie on. */
async function packsOn(page: Page): Promise<number> {
	const databases = await page.evaluate(async () =>
		(await indexedDB.databases()).map(({ name = '' }) => name)
	);
	const own = databases.find((name) => name.startsWith('lckm-rows-person')) ?? '';
	return (await readStore(page, own, 'packs')).length;
}
