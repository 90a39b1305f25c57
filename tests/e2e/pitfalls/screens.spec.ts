// What people see changes when the device knows more, without a reload, and never back.
import type { Page } from '@playwright/test';
import { DEMONSTRATION_PASSWORD } from '../../../src/lib/server/seed/demonstration.ts';
import { expect, PEOPLE, test } from '../city.ts';
import { cardOf, register } from '../steps.ts';
import { Gate } from './network.ts';
import { outboxOf } from './storage.ts';

/** As it is meant for an idle machine; a busy one has as long as opening the list anew takes there. */
const SHOWN_WITHIN_MS = 500;

test('pitfall 13: a list that was open before the first load fills by itself, in a second tab too', async ({
	city
}) => {
	const device = city.device('tablet');
	await device.switchOn('/logowanie');
	const gate = await holdPulls(device.page);
	await device.signIn(PEOPLE.clerk, DEMONSTRATION_PASSWORD);
	await device.page.getByRole('link', { name: 'Baza Wiedzy' }).click();
	const second = await device.newTab('/punkt/baza-wiedzy');
	const shown = [device.page, second].map((tab) => tab.evaluate(shownAfterApplied));
	await expect(second.getByText('Joanna Jarosz')).toBeVisible();
	await expect(second.getByRole('article')).toHaveCount(0);
	gate.open();
	const delays = await Promise.all(shown);
	await device.page.context().unrouteAll({ behavior: 'ignoreErrors' });
	const anewMs = await openedAnew(second);
	console.log(
		`» first rows shown ${delays.map(Math.round).join(' and ')} ms after they were applied; ` +
			`opened anew after ${Math.round(anewMs)} ms`
	);
	for (const ms of delays) expect(ms).toBeLessThan(Math.max(SHOWN_WITHIN_MS, anewMs));
});

/** Reloads a tab. @returns the milliseconds until it shows its list, of the rows that are there */
async function openedAnew(tab: Page): Promise<number> {
	const startMs = performance.now();
	await tab.reload({ waitUntil: 'commit' });
	await expect(tab.getByRole('article').first()).toBeVisible();
	return performance.now() - startMs;
}

/** Keeps all questions for rows back until the gate is opened. */
async function holdPulls(page: Page): Promise<Gate> {
	const gate = new Gate();
	await page.context().route(/sync\.pull/u, async (route) => {
		await gate.passed();
		await route.continue().catch(() => undefined);
	});
	return gate;
}

/** Watches the database and the page. @returns the milliseconds from the one having rows to the other */
async function shownAfterApplied(): Promise<number> {
	const WATCH_EVERY_MS = 10;
	const deadline = performance.now() + 20_000;
	const names = (await indexedDB.databases()).map(({ name = '' }) => name);
	const db = await new Promise<IDBDatabase>((resolve) => {
		const name = names.find((one) => one.startsWith('lckm-rows-person')) ?? '';
		const request = indexedDB.open(name);
		request.onsuccess = () => {
			resolve(request.result);
		};
	});
	const until = (isSo: () => Promise<boolean> | boolean) =>
		new Promise<number>((resolve) => {
			const look = async () => {
				if ((await isSo()) || performance.now() > deadline) resolve(performance.now());
				else setTimeout(() => void look(), WATCH_EVERY_MS);
			};
			void look();
		});
	const count = () =>
		new Promise<number>((resolve) => {
			const request = db.transaction('rows').objectStore('rows').count();
			request.onsuccess = () => {
				resolve(request.result);
			};
		});
	const [appliedMs, shownMs] = await Promise.all([
		until(async () => (await count()) > 0),
		until(() => document.querySelector('article') !== null)
	]);
	db.close();
	return shownMs - appliedMs;
}

test('what a person did is not taken back on the screen between the answer and the rows', async ({
	city
}) => {
	const PULL_TAKES_MS = 1500;
	const desk = await city.at('desktop', 'consultant');
	const { page } = desk;
	await register(desk, 'Zgłoszenie, które nie mruga');
	await expect(page.getByText('Dotarło do centrum pod numerem')).toBeVisible();
	await page.getByRole('link', { name: 'Zgłoszenia', exact: true }).click();
	await cardOf(page, 'Zgłoszenie, które nie mruga').getByRole('link').click();
	await page.context().route(/sync\.pull/u, async (route) => {
		const response = await route.fetch();
		await page.waitForTimeout(PULL_TAKES_MS);
		await route.fulfill({ response });
	});
	const take = page.getByRole('button', { name: 'Przyjmij zgłoszenie' });
	await expect(take).toBeVisible();
	await page.evaluate(watchFor, 'Przyjmij zgłoszenie');
	const pushed = page.waitForResponse(/sync\.push/u);
	await take.click();
	await pushed;
	expect((await outboxOf(page)).at(-1)?.settled).toBe(false);
	await expect.poll(async () => (await outboxOf(page)).at(-1)?.settled).toBe(true);
	await page.waitForTimeout(300);
	const offered = await page.evaluate(() => (window as unknown as { offered: boolean[] }).offered);
	expect(offered).toContain(false);
	expect(offered.slice(offered.indexOf(false))).not.toContain(true);
	await page.context().unrouteAll({ behavior: 'ignoreErrors' });
});

/** Notes after every change of the page whether it shows these words. */
function watchFor(words: string): void {
	const offered: boolean[] = [];
	Object.assign(window, { offered });
	const look = () => offered.push(document.body.innerText.includes(words));
	new MutationObserver(look).observe(document.body, {
		childList: true,
		subtree: true,
		characterData: true
	});
}
