// The service worker has no part in sending: it may be ended at any moment.
import { expect, test } from '../city.ts';
import { register } from '../steps.ts';
import { Gate } from './network.ts';
import { outboxOf } from './storage.ts';

test('pitfall 22: a worker killed between sending and the answer loses and reorders nothing', async ({
	city
}) => {
	const desk = await city.at('desktop', 'consultant');
	const { page } = desk;
	await register(desk, 'Zgłoszenie z kolejką notatek');
	await expect(page.getByText('Dotarło do centrum pod numerem')).toBeVisible();
	await page.getByRole('link', { name: 'Zgłoszenie', exact: true }).click();
	await page.getByRole('button', { name: 'Przyjmij zgłoszenie' }).click();
	await expect(page.getByRole('button', { name: 'Połączono' })).toBeVisible();
	const written: string[] = [];
	const write = async () => {
		const note = `Notatka ${written.length + 1} z kolejki`;
		written.push(note);
		await page.getByLabel('Notatka').fill(note);
		await page.getByRole('button', { name: 'Dodaj notatkę' }).click();
		await expect(page.getByLabel('Notatka')).toHaveValue('');
	};

	await desk.goOffline(true);
	for (let note = 0; note < 3; note++) await write();
	const answer = new Gate();
	await page.context().route(
		/sync\.push/u,
		async (route) => {
			await route.fetch();
			await answer.passed();
			await route.abort('connectionreset');
		},
		{ times: 1 }
	);
	const sent = page.waitForRequest(/sync\.push/u);
	await desk.goOffline(false);
	await sent;
	const session = await page.context().newCDPSession(page);
	await session.send('ServiceWorker.enable');
	await session.send('ServiceWorker.stopAllWorkers');
	for (let note = 0; note < 2; note++) await write();
	answer.open();

	const waiting = async () => (await outboxOf(page)).filter(({ outcome }) => outcome === null);
	await expect.poll(waiting, { timeout: 60_000 }).toEqual([]);
	const refused = (await outboxOf(page)).filter(({ outcome }) => outcome?.status !== 'applied');
	expect(refused).toEqual([]);
	await page.reload();
	const notes = page.getByText(/^Notatka \d z kolejki$/u);
	await expect(notes).toHaveCount(written.length);
	const shown = await notes.allInnerTexts();
	// The course of a ticket is shown with its newest entry first, or last; the order is one.
	expect([written, [...written].reverse()]).toContainEqual(shown);
});
