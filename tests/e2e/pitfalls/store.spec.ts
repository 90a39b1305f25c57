// The store of a device that is copied, wiped, old, full or cut off: what people wrote is carried out once.
import type { Page } from '@playwright/test';
import { DEMONSTRATION_PASSWORD } from '../../../src/lib/server/seed/demonstration.ts';
import type { StoreName } from '../../../src/lib/client/db/outbox-database.ts';
import { expect, PEOPLE, test, type City } from '../city.ts';
import type { Device } from '../device.ts';
import { enrolTablet, cardOf, register, writeDown } from '../steps.ts';
import { deleteDatabases, dump, OUTBOX, outboxOf, readStore } from './storage.ts';

const isRegisteredOnce = (page: Page, description: string): Promise<void> =>
	expect(cardOf(page, description).filter({ hasText: 'zarejestrowane' })).toHaveCount(1, {
		timeout: 30_000
	});

async function registerAll(device: Device, descriptions: readonly string[]): Promise<void> {
	for (const description of descriptions) {
		const next = device.page.getByRole('button', { name: 'Następne zgłoszenie' });
		if (await next.isVisible()) await next.click();
		await register(device, description);
	}
}

test('pitfall 4: a device and its copy send their own under two names, each once', async ({
	city
}) => {
	const original = await city.at('tablet', 'clerk');
	const before = 'Zgłoszenie sprzed kopii';
	await registerAll(original, [before]);
	await expect(original.page.getByText('Dotarło do centrum pod numerem')).toBeVisible();
	await original.switchOff();
	const copy = city.device('tablet');
	copy.copyFrom(original);

	// Both are used without a network, and both come back.
	const own = { original: ['Oryginał pierwsze', 'Oryginał drugie'], copy: ['Kopia pierwsze'] };
	await original.switchOn('/punkt', { offline: true });
	await registerAll(original, own.original);
	await copy.switchOn('/punkt', { offline: true });
	await registerAll(copy, own.copy);
	await original.goOffline(false);
	await original.open('/punkt/zgloszenia');
	for (const description of own.original) await isRegisteredOnce(original.page, description);
	await copy.goOffline(false);
	await copy.open('/punkt/zgloszenia');
	for (const description of [before, ...own.original, ...own.copy])
		await isRegisteredOnce(copy.page, description);
	expect(await clientOf(copy.page)).not.toBe(await clientOf(original.page));
});

async function clientOf(page: Page): Promise<string | undefined> {
	const names = await readStore<StoreName & { owner: string }>(page, OUTBOX, 'clients');
	return names.find(({ owner }) => owner.startsWith('person'))?.client;
}

test('pitfall 7: twenty written while the session ended are all kept, and sent once after signing in', async ({
	city
}) => {
	const written = Array.from({ length: 20 }, (_, index) => `Po końcu sesji nr ${index + 1}.`);
	const tablet = await city.at('tablet', 'clerk');
	const { page } = tablet;
	await tablet.goOffline(true);
	await registerAll(tablet, written);
	await page.context().clearCookies({ name: /session/ });
	await tablet.goOffline(false);
	await expect(page.getByText('Sesja wygasła')).toBeVisible();
	expect((await outboxOf(page)).filter(({ outcome }) => outcome === null)).toHaveLength(20);

	await page.getByRole('link', { name: 'Zaloguj się ponownie' }).click();
	await page.getByLabel('Login', { exact: true }).fill(PEOPLE.clerk);
	await page.getByLabel('Hasło', { exact: true }).fill(DEMONSTRATION_PASSWORD);
	await page.getByRole('button', { name: 'Zaloguj', exact: true }).click();
	await tablet.page.getByRole('link', { name: 'Moje zgłoszenia' }).click();
	for (const description of written) await isRegisteredOnce(page, description);
});

test('pitfall 8: of what one person had on the device the next one finds none of the rows', async ({
	city
}) => {
	const { tablet, own } = await handedOver(city);
	// Their commands alone are there, and wait for them.
	expect(await storesNaming(tablet.page, own)).toEqual([`${OUTBOX}/commands`]);
});

/** Everything on the device that has these words in it. */
async function storesNaming(page: Page, words: string): Promise<readonly string[]> {
	const stores = Object.entries(await dump(page));
	return stores.flatMap(([store, text]) => (text.includes(words) ? [store] : []));
}

/** One wrote a ticket that arrived and one that did not; now somebody else is signed in. */
async function handedOver(city: City): Promise<{ tablet: Device; own: string }> {
	const own = 'Poufne: sąsiad z trzeciego piętra';
	const tablet = await city.at('tablet', 'clerk');
	await registerAll(tablet, [`${own}, wysłane`]);
	await expect(tablet.page.getByText('Dotarło do centrum pod numerem')).toBeVisible();
	await tablet.goOffline(true);
	await registerAll(tablet, [`${own}, niewysłane`]);
	await tablet.signOut();
	await tablet.goOffline(false);
	await tablet.signIn(PEOPLE.otherClerk, DEMONSTRATION_PASSWORD);
	await tablet.open('/punkt/zgloszenia');
	await expect(tablet.page.getByRole('button', { name: 'Połączono' })).toBeVisible();
	return { tablet, own };
}

test('pitfall 15: a device whose store was deleted loads anew, under a new name, and works', async ({
	city
}) => {
	const [before, after] = ['Zgłoszenie sprzed wymazania', 'Zgłoszenie po wymazaniu'];
	const tablet = await city.at('tablet', 'clerk');
	await registerAll(tablet, [before]);
	await expect(tablet.page.getByText('Dotarło do centrum pod numerem')).toBeVisible();
	const name = await clientOf(tablet.page);
	// Its cookies stay: to the server it is still signed in.
	await deleteDatabases(tablet.page);
	await goBackToWork(tablet);
	await isRegisteredOnce(tablet.page, before);
	await registerAll(tablet, [after]);
	await tablet.open('/punkt/zgloszenia');
	await isRegisteredOnce(tablet.page, after);
	await isRegisteredOnce(tablet.page, before);
	const anew = await clientOf(tablet.page);
	expect(anew).toBeDefined();
	expect(anew).not.toBe(name);
});

test('pitfall 15: a store that is deleted under an open page comes back, and a ticket is not lost', async ({
	city
}) => {
	const tablet = await city.at('tablet', 'clerk');
	const { page } = tablet;
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await writeDown(page, 'Pisane, gdy wymazano pamięć');
	await deleteDatabases(page);
	await page.getByRole('button', { name: 'Zarejestruj zgłoszenie' }).click();
	await expect(page.getByRole('heading', { name: 'Zgłoszenie zapisane' })).toBeVisible();
	await goBackToWork(tablet);
	await isRegisteredOnce(page, 'Pisane, gdy wymazano pamięć');
});

test('pitfall 15: the administrator sees what waits on a device, and that it lost its store (R15.2)', async ({
	city
}) => {
	const administrator = await city.at('desktop', 'administrator');
	const tablet = await enrolTablet(city, administrator, {
		password: DEMONSTRATION_PASSWORD,
		name: 'Tablet, który straci pamięć'
	});
	await tablet.goOffline(true);
	await registerAll(tablet, ['Niewysłane, a ktoś inny jest przy tablecie']);
	await tablet.signOut();
	await tablet.goOffline(false);
	await tablet.signIn(PEOPLE.otherClerk, DEMONSTRATION_PASSWORD);
	const row = administrator.page.getByRole('row', { name: 'Tablet, który straci pamięć' });
	const shows = (words: string) =>
		expect(async () => {
			await administrator.open('/zarzadzanie');
			await expect(row).toContainText(words, { timeout: 2000 });
		}).toPass({ timeout: 20_000 });
	await shows('Joanna Jarosz: 1, od');
	await deleteDatabases(tablet.page);
	await goBackToWork(tablet);
	await shows('Joanna Jarosz: pamięć urządzenia utracona');
	await expect(row).toContainText('niewysłane: 1');
});

/** Without its store the device knows nobody; the server says who is signed in, and one tap is enough. */
async function goBackToWork(device: Device): Promise<void> {
	await device.open('/logowanie?dokad=/punkt/zgloszenia');
	await device.page.getByRole('link', { name: 'Przejdź do pracy' }).click();
}
