// A tablet that several people share, and a device that was given up (guarantee 6, R3.3).
import { EventEmitter, once } from 'node:events';
import { DEMONSTRATION_PASSWORD } from '../../src/lib/server/seed/demonstration.ts';
import { expect, PEOPLE, test } from './city.ts';
import type { Device } from './device.ts';
import { cardOf, enrolKiosk, register } from './steps.ts';

test('signing out without a network is not undone when the network returns', async ({ city }) => {
	const tablet = await city.at('tablet', 'clerk');
	const { page } = tablet;
	await tablet.goOffline(true);
	await page.getByRole('button', { name: 'Wyloguj' }).click();
	await expect(page.getByLabel('Hasło', { exact: true })).toBeVisible();
	await expect.poll(() => rowStores(tablet)).toEqual(['lckm-rows-anybody']);
	await tablet.goOffline(false);
	// The server hears of it before it is asked who is here.
	await expect.poll(() => sessionCookies(tablet)).toBe(0);
	await page.reload();
	await expect(page.getByLabel('Hasło', { exact: true })).toBeVisible();
});

test('pitfall 8: what one person has not sent waits for them; the next one neither sees nor sends it', async ({
	city
}) => {
	const secret = 'Niewysłane zgłoszenie Joanny: rozbita szyba';
	const tablet = await city.at('tablet', 'clerk');
	await tablet.goOffline(true);
	await register(tablet, secret);
	await tablet.signOut();
	await tablet.goOffline(false);
	await tablet.signIn(PEOPLE.otherClerk, DEMONSTRATION_PASSWORD);
	await tablet.open('/punkt/zgloszenia');
	await expect(tablet.page.getByRole('heading', { name: 'Moje zgłoszenia' })).toBeVisible();
	await expect(tablet.page.getByText(secret)).toHaveCount(0);
	await tablet.open('/punkt/do-wyslania');
	await expect(tablet.page.getByText('Wszystko wysłane')).toBeVisible();
	expect(await rowStores(tablet)).toHaveLength(1);

	await tablet.signOut();
	await tablet.signIn(PEOPLE.clerk, DEMONSTRATION_PASSWORD);
	await tablet.open('/punkt/zgloszenia');
	await expect(cardOf(tablet.page, secret)).toContainText('zarejestrowane');
});

test('all tabs of a device change hands together', async ({ city }) => {
	const tablet = await city.at('tablet', 'clerk');
	const second = await tablet.page.context().newPage();
	await second.goto(new URL('/punkt/zgloszenia', city.product.address).href);
	await expect(second.getByText('Joanna Jarosz')).toBeVisible();
	await tablet.page.getByRole('button', { name: 'Wyloguj' }).click();
	await expect(second.getByLabel('Hasło', { exact: true })).toBeVisible();
	await tablet.signIn(PEOPLE.otherClerk, DEMONSTRATION_PASSWORD);
	await expect(second.getByText('Zalogowano: Krystyna Kalina')).toBeVisible();
});

test('who is told to be here, while they sign out in another tab, is not brought back', async ({
	city
}) => {
	const tablet = await city.at('tablet', 'clerk');
	const second = await tablet.page.context().newPage();
	const signedOut = new EventEmitter();
	const told = once(signedOut, 'told');
	await second.route('**/account.me*', async (route) => {
		const response = await route.fetch();
		const held = await response.body();
		await told;
		await route.fulfill({ response, body: held });
	});
	const answered = second.waitForResponse('**/account.me*');
	await second.goto(new URL('/punkt/zgloszenia', city.product.address).href);
	await expect(second.getByText('Joanna Jarosz')).toBeVisible();
	// So busy that it hears of both at once.
	const busy = second.evaluate(() => {
		const until = performance.now() + 3000;
		while (performance.now() < until);
	});
	await tablet.page.getByRole('button', { name: 'Wyloguj' }).click();
	await expect.poll(() => sessionCookies(tablet)).toBe(0);
	await expect.poll(() => signOutIsTold(tablet)).toBe(true);
	signedOut.emit('told');
	await Promise.all([busy, answered]);
	await expect(second.getByLabel('Hasło', { exact: true })).toBeVisible();
	await expect(tablet.page.getByLabel('Hasło', { exact: true })).toBeVisible();
});

test('a device that was given up deletes what it holds, once, and can be enrolled anew', async ({
	city
}) => {
	const administrator = await city.at('desktop', 'administrator');
	const kiosk = await enrolKiosk(city, administrator, 'Kiosk do oddania');
	const row = administrator.page.getByRole('row', { name: 'Kiosk do oddania' });
	await row.getByRole('button', { name: 'Zablokuj' }).click();
	await administrator.page.getByRole('dialog').getByRole('button', { name: 'Zablokuj' }).click();
	await kiosk.page.reload();
	await expect(kiosk.page.getByLabel('Kod parowania')).toBeVisible();
	await expect.poll(() => rowStores(kiosk)).toEqual(['lckm-rows-anybody']);
	const opened = await kiosk.page.evaluate(() => performance.timeOrigin);
	await kiosk.page.waitForTimeout(3000);
	expect(await kiosk.page.evaluate(() => performance.timeOrigin)).toBe(opened);
});

test('an expired session costs nothing that was written', async ({ city }) => {
	const written = 'Zapisane po końcu sesji: zgaszona latarnia';
	const tablet = await city.at('tablet', 'clerk');
	const { page } = tablet;
	// Ended on the server, as if twelve hours had passed.
	await page.context().clearCookies({ name: /session/ });
	await page.reload();
	await expect(page.getByText('Sesja wygasła')).toBeVisible();
	await register(tablet, written);
	await page.getByRole('link', { name: 'Zaloguj się ponownie' }).click();
	await page.getByLabel('Login', { exact: true }).fill(PEOPLE.clerk);
	await page.getByLabel('Hasło', { exact: true }).fill(DEMONSTRATION_PASSWORD);
	await page.getByRole('button', { name: 'Zaloguj', exact: true }).click();
	await expect(page.getByText('Sesja wygasła')).toHaveCount(0);
	await page.getByRole('link', { name: 'Moje zgłoszenia' }).click();
	await expect(cardOf(page, written)).toContainText('zarejestrowane', { timeout: 5000 });
});

/** The databases of rows on the device: whose the rows are that anybody could read off its disk. */
const rowStores = ({ page }: Device): Promise<readonly string[]> =>
	page.evaluate(async () =>
		(await indexedDB.databases()).flatMap(({ name }) =>
			name?.startsWith('lckm-rows-') ? [name] : []
		)
	);

async function sessionCookies({ page }: Device): Promise<number> {
	const cookies = await page.context().cookies();
	return cookies.filter(({ name }) => name.includes('session')).length;
}

/** Nothing on the device says any more that the server has yet to hear of a sign-out. */
const signOutIsTold = ({ page }: Device): Promise<boolean> =>
	page.evaluate(
		() =>
			new Promise<boolean>((resolve) => {
				indexedDB.open('lckm-outbox').onsuccess = ({ target }) => {
					const { result: db } = target as IDBOpenDBRequest;
					const read = db.transaction('meta').objectStore('meta').get('signOutUntold');
					read.onsuccess = () => {
						db.close();
						resolve(read.result === undefined);
					};
				};
			})
	);
