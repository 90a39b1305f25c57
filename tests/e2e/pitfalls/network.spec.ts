// A network that answers late, wrongly or not at all: nothing is lost, doubled, or said to be well.
import type { Page } from '@playwright/test';
import { expect, test } from '../city.ts';
import { cardOf, register } from '../steps.ts';
import {
	answerLost,
	captivePortal,
	errorPage,
	hang,
	misbehave,
	stale,
	truncated
} from './network.ts';
import { outboxOf } from './storage.ts';
import { leaderAmong } from './tabs.ts';

test('pitfall 9: a server that takes requests and never answers is seen within a minute', async ({
	city
}) => {
	const tablet = await city.at('tablet', 'clerk');
	const context = tablet.page.context();
	await expect(tablet.page.getByRole('button', { name: 'Połączono' })).toBeVisible();
	const silence = await misbehave(context, hang, /\/api\/trpc\//u);
	await register(tablet, 'Zgłoszenie, na które nikt nie odpowiada');
	const seen = tablet.page.getByRole('button', { name: /^Czeka na wysłanie: 1, od/u });
	await expect(seen).toBeVisible({ timeout: 60_000 });
	// When it answers again, the sync goes on by itself.
	await silence.end();
	await expect(tablet.page.getByText('Dotarło do centrum pod numerem')).toBeVisible({
		timeout: 60_000
	});
});

const FAULTS = {
	'half answers': truncated,
	'error pages': errorPage,
	'a page to sign in at': captivePortal,
	/** Of the first ticket, to questions about the others. */
	'old answers': null
} as const;

/** With pauses of half a second to a second at first, doubled each time, three cycles fit into so long. */
const FAULTY_MS = 3000;
/** Three cycles, or four, and the first of them may ask for several things. */
const CALLS_AT_MOST = 9;

for (const [what, fault] of Object.entries(FAULTS)) {
	test(`pitfall 19: a proxy with ${what} is not hammered, and leaves nothing behind`, async ({
		city
	}) => {
		const own = [1, 2].map((number) => `Zgłoszenie przez pośrednika, ${what} ${number}`);
		const tablet = await city.at('tablet', 'clerk');
		const context = tablet.page.context();
		const old = fault ? null : await misbehave(context, stale());
		await register(tablet, `Zgłoszenie przed pośrednikiem, ${what}`);
		await expect(tablet.page.getByText('Dotarło do centrum pod numerem')).toBeVisible();
		await tablet.goOffline(true);
		for (const description of own) {
			await tablet.page.getByRole('button', { name: 'Następne zgłoszenie' }).click();
			await register(tablet, description);
		}
		const proxy = old ?? (await misbehave(context, fault ?? stale()));
		const before = proxy.calls();
		await tablet.goOffline(false);
		await tablet.page.waitForTimeout(FAULTY_MS);
		expect(proxy.calls() - before).toBeLessThanOrEqual(CALLS_AT_MOST);
		await proxy.end();

		await tablet.open('/punkt/zgloszenia');
		for (const description of own)
			await expect(
				cardOf(tablet.page, description).filter({ hasText: 'zarejestrowane' })
			).toHaveCount(1, { timeout: 30_000 });
		await expect(tablet.page.getByRole('button', { name: 'Połączono' })).toBeVisible();
		expect(await statuses(tablet.page)).toEqual(['applied', 'applied', 'applied']);
	});
}

const statuses = async (page: Page) => (await outboxOf(page)).map(({ outcome }) => outcome?.status);

test('pitfall 21: an answer that was lost is asked for again by several tabs, and there is one ticket', async ({
	city
}) => {
	const description = 'Zgłoszenie, na które odpowiedź zginęła';
	const tablet = await city.at('tablet', 'clerk');
	const tabs = [tablet.page, await tablet.newTab('/punkt/zgloszenia')] as const;
	const context = tablet.page.context();
	await expect(tablet.page.getByRole('button', { name: 'Połączono' })).toBeVisible();
	const sent = context.waitForEvent('request', (request) => request.url().includes('sync.push'));
	const loss = await misbehave(context, answerLost, /sync\.push/u);
	await register(tablet, description);
	const request = await sent;
	await expect.poll(() => loss.calls()).toBeGreaterThan(0);
	await loss.end();

	// Both tabs say it again at the same moment, and the one that leads is closed meanwhile.
	const again = tabs.flatMap((tab) =>
		[1, 2].map(() => tab.evaluate(repeat, { at: request.url(), body: request.postData() ?? '' }))
	);
	const leader = await leaderAmong(tabs, tablet.page);
	const answers = new Set(await Promise.all(again));
	expect(answers.size).toBe(1);
	const remaining = leader === tabs[0] ? tabs[1] : tabs[0];
	await leader?.close();
	await expect(cardOf(remaining, description).filter({ hasText: 'zarejestrowane' })).toHaveCount(1);
	expect(await statuses(remaining)).toEqual(['applied']);
	const consultant = await city.at('desktop', 'consultant');
	await expect(cardOf(consultant.page, description)).toHaveCount(1);
});

/** @returns what became of the commands, without the time at which it was told */
async function repeat({ at, body }: { at: string; body: string }): Promise<string> {
	const headers = { 'content-type': 'application/json' };
	const response = await fetch(at, { method: 'POST', headers, body });
	const text = await response.text();
	return JSON.stringify(/"outcomes":\[\{[^\]]*\}\]/u.exec(text)?.[0] ?? text);
}
