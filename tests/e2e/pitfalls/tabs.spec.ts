// One tab of a browser syncs for all of them, whatever the system does to it.
import type { Page } from '@playwright/test';
import { expect, test, type City } from '../city.ts';
import type { Device } from '../device.ts';
import { cardOf, register, writeDown } from '../steps.ts';
import { Gate } from './network.ts';
import { fenceOf } from './storage.ts';
import { freeze, leaderAmong, thaw } from './tabs.ts';

const TAKEN_OVER_WITHIN_MS = 15_000;
/** On an idle machine; a busy one has the multiple below of what one tab alone takes there. */
const READY_WITHIN_MS = 3000;
const TIMES_ALONE = 3;
/** A tab without a connection would wait until another one is closed. */
const ANSWERED_WITHIN_MS = 5000;
/** Longer than it takes to lose the lead. */
const HANGS_MS = 25_000;

type Desk = { readonly device: Device; readonly tabs: readonly Page[]; readonly leader: Page };

/** A tablet with several tabs open, one of which leads. */
async function tabletWithTabs(city: City, count: number): Promise<Desk> {
	const device = await city.at('tablet', 'clerk', { background: true });
	const tabs = [device.page];
	while (tabs.length < count) tabs.push(await device.newTab('/punkt/zgloszenia'));
	const leader = await expectLeader(tabs, device.page);
	return { device, tabs, leader };
}

/** Waits until one of the tabs leads, other than the one that should not any more. */
async function expectLeader(tabs: readonly Page[], asked: Page, not?: Page): Promise<Page> {
	let leader: Page | undefined;
	await expect(async () => {
		leader = await leaderAmong(tabs, asked);
		expect(leader !== undefined && leader !== not).toBe(true);
	}).toPass({ timeout: TAKEN_OVER_WITHIN_MS });
	if (!leader) throw new Error('No tab leads');
	return leader;
}

async function registerIn(tab: Page, description: string): Promise<void> {
	await tab.bringToFront();
	// Within the page: a reload would move the leadership too.
	const next = tab.getByRole('button', { name: 'Następne zgłoszenie' });
	if (await next.isVisible()) await next.click();
	else await tab.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await writeDown(tab, description);
	await tab.getByRole('button', { name: /Zarejestruj|Zapisz/ }).click();
	await expect(tab.getByRole('heading', { name: 'Zgłoszenie zapisane' })).toBeVisible();
}

const isRegistered = (tab: Page): Promise<void> =>
	expect(tab.getByText('Dotarło do centrum pod numerem')).toBeVisible();

/** How a leader is caught by the system: at rest, or with a question to the server on its way. */
for (const moment of ['at rest', 'in the middle of a pull'] as const) {
	test(`pitfall 10: a leader frozen ${moment} is followed by another tab, and writes nothing when it wakes`, async ({
		city
	}) => {
		const { tabs, leader } = await tabletWithTabs(city, 3);
		const awake = tabs.filter((tab) => tab !== leader);
		const [first, second] = awake as [Page, Page];
		await expect(first.getByRole('button', { name: 'Połączono' })).toBeVisible();
		const gate = moment === 'at rest' ? null : await holdNextPull(leader, first);
		const before = await fenceOf(first);
		await leader.evaluate(noteWrites);
		await freezeBehind(first, leader);

		await expectLeader(tabs, first, leader);
		await registerIn(first, `Zamarznięta karta: ${moment}`);
		await isRegistered(first);
		gate?.open();
		await thaw(leader);
		// It is as awake as the others again: it sees what they did, and has touched nothing.
		await second.bringToFront();
		await expect(cardOf(second, `Zamarznięta karta: ${moment}`)).toBeVisible();
		await leader.waitForTimeout(1000);
		expect(await leader.evaluate(notedWrites)).toEqual([]);
		expect(await fenceOf(first)).toBe(before + 1);
	});
}

test('pitfall 10: a leader that hangs loses the lead, and writes nothing when it goes on', async ({
	city
}) => {
	const { tabs, leader } = await tabletWithTabs(city, 3);
	const [first, second] = tabs.filter((tab) => tab !== leader) as [Page, Page];
	await expect(first.getByRole('button', { name: 'Połączono' })).toBeVisible();
	const before = await fenceOf(first);
	await leader.evaluate(noteWrites);
	await first.bringToFront();
	// It holds the lock, is in front of nobody, and computes without end.
	await leader.evaluate(compute, HANGS_MS);

	await expect.poll(() => fenceOf(first), { timeout: TAKEN_OVER_WITHIN_MS }).toBe(before + 1);
	await registerIn(first, 'Zapisane obok zawieszonej karty');
	await isRegistered(first);
	// It answers when it goes on: another one leads, of which it has seen nothing yet.
	await leader.evaluate(() => document.title);
	await leader.bringToFront();
	await leader.getByRole('link', { name: 'Moje zgłoszenia' }).click();
	await expect(cardOf(leader, 'Zapisane obok zawieszonej karty')).toBeVisible();
	await leader.waitForTimeout(1000);
	expect(await leader.evaluate(notedWrites)).toEqual([]);
	expect(await expectLeader(tabs, first, leader)).not.toBe(leader);
	expect(await fenceOf(first)).toBe(before + 1);
	await second.bringToFront();
	await expect(cardOf(second, 'Zapisane obok zawieszonej karty')).toHaveCount(1);
});

/** Begins a moment later, so that whoever asked for it is answered. */
function compute(forMs: number): void {
	setTimeout(() => {
		const startMs = performance.now();
		while (performance.now() - startMs < forMs);
	});
}

/** Only what nobody looks at is ever frozen. */
async function freezeBehind(seen: Page, tab: Page): Promise<void> {
	await seen.bringToFront();
	await freeze(tab);
}

/** Makes the leader ask the server, and keeps the answer from it until the gate is opened. */
async function holdNextPull(leader: Page, other: Page): Promise<Gate> {
	const gate = new Gate();
	await leader.route(/sync\.pull/u, async (route) => {
		const response = await route.fetch();
		await gate.passed();
		await route.fulfill({ response }).catch(() => undefined);
	});
	const asked = leader.waitForRequest(/sync\.pull/u);
	await registerIn(other, 'Zgłoszenie, o którym serwer już wie');
	await asked;
	return gate;
}

/** Counts what this tab writes into rows and outbox from now on; who leads is not theirs. */
function noteWrites(): void {
	const writes: string[] = [];
	Object.assign(window, { writes });
	for (const name of ['add', 'put', 'delete', 'clear'] as const) {
		// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the store it is of
		const method = IDBObjectStore.prototype[name] as (...args: unknown[]) => IDBRequest;
		Object.assign(IDBObjectStore.prototype, {
			[name](this: IDBObjectStore, ...args: unknown[]) {
				writes.push(`${this.transaction.db.name}/${this.name}`);
				return method.apply(this, args);
			}
		});
	}
}

const notedWrites = (): readonly string[] => (window as unknown as { writes: string[] }).writes;

test('pitfall 10: two tabs opened at the same instant are both ready within seconds', async ({
	city
}) => {
	const device = await city.at('tablet', 'clerk');
	await register(device, 'Zgłoszenie widziane w dwóch kartach');
	await isRegistered(device.page);
	const readyAfter = async (tab: Page) => {
		const startMs = performance.now();
		await tab.goto(new URL('/punkt/zgloszenia', city.product.address).href);
		await expect(cardOf(tab, 'Zgłoszenie widziane w dwóch kartach')).toBeVisible();
		return performance.now() - startMs;
	};
	const tabs = [await device.newTab('/healthz'), await device.newTab('/healthz')];
	const alone = await device.newTab('/healthz');
	await device.page.close();
	const aloneMs = await readyAfter(alone);
	await alone.close();
	const bothMs = await Promise.all(tabs.map(readyAfter));
	console.log(
		`» two tabs at once: ready after ${bothMs.map(Math.round).join(' and ')} ms, ` +
			`one alone after ${Math.round(aloneMs)} ms`
	);
	for (const ms of bothMs)
		expect(ms).toBeLessThan(Math.max(READY_WITHIN_MS, TIMES_ALONE * aloneMs));
	await expectLeader(tabs, tabs[0] as Page);
});

test('pitfall 11: what three tabs write is carried out once and in order, whoever leads', async ({
	city
}) => {
	const device = await city.at('desktop', 'consultant', { background: true });
	await register(device, 'Zgłoszenie z wieloma notatkami');
	await isRegistered(device.page);
	await device.page.getByRole('link', { name: 'Zgłoszenie', exact: true }).click();
	await device.page.getByRole('button', { name: 'Przyjmij zgłoszenie' }).click();
	const at = device.page.url();
	const tabs = [device.page, await device.newTab(at), await device.newTab(at)];
	const written: string[] = [];
	for (let round = 0; round < 4; round++) {
		const leader = await expectLeader(tabs, tabs[0] as Page);
		const awake = tabs.filter((tab) => tab !== leader);
		await freezeBehind(awake[0] as Page, leader);
		for (const tab of awake) {
			await tab.bringToFront();
			const note = `Notatka ${written.length + 1} z karty ${tabs.indexOf(tab) + 1}`;
			written.push(note);
			await tab.getByLabel('Notatka').fill(note);
			await tab.getByRole('button', { name: 'Dodaj notatkę' }).click();
			await expect(tab.getByLabel('Notatka')).toHaveValue('');
		}
		await expectLeader(tabs, awake[0] as Page, leader);
		await thaw(leader);
	}
	const [seen] = tabs as [Page];
	await seen.bringToFront();
	await expect(seen.getByRole('button', { name: 'Połączono' })).toBeVisible();
	await seen.reload();
	const notes = seen.getByText(/^Notatka \d+ z karty \d$/u);
	await expect(notes).toHaveCount(written.length);
	expect([...(await notes.allInnerTexts())].sort(byNumber)).toEqual(written);
});

const byNumber = (one: string, other: string): number =>
	Number(/\d+/u.exec(one)) - Number(/\d+/u.exec(other));

test('seven tabs over HTTP/1.1: none of them waits for a connection', async ({ city }) => {
	const { device, tabs } = await tabletWithTabs(city, 7);
	const last = tabs.at(-1) as Page;
	const startMs = performance.now();
	const status = await last.evaluate(async () => {
		const signal = AbortSignal.timeout(5000);
		return (await fetch('/healthz', { signal })).status;
	});
	expect(status).toBe(200);
	console.log(`» the seventh tab was answered after ${Math.round(performance.now() - startMs)} ms`);
	expect(performance.now() - startMs).toBeLessThan(ANSWERED_WITHIN_MS);
	await registerIn(last, 'Zgłoszenie z siódmej karty');
	await isRegistered(last);
	await device.page.bringToFront();
	await device.open('/punkt/zgloszenia');
	await expect(cardOf(device.page, 'Zgłoszenie z siódmej karty')).toBeVisible();
});
