// A recording of a call from the exchange to the consultant's ear, and to its end (R3.2).
import type { Locator, Page } from '@playwright/test';
import { metadataOf, wavOf } from '../support/wav.ts';
import { isAccessible } from './axe.ts';
import { EXCHANGE_SECRET, expect as expectSoon, PEOPLE, test } from './city.ts';
import { cardOf, sent, takeDown } from './steps.ts';

/** Several devices work on a machine of two cores. */
const expect = expectSoon.configure({ timeout: 45_000 });
const SECONDS = 30;

/** As the script of docs/asterisk does it. @returns the last status */
async function sendRecording(origin: string, call: string): Promise<number> {
	const bytes = wavOf(SECONDS);
	const headers = { 'tus-resumable': '1.0.0', authorization: `Bearer ${EXCHANGE_SECRET}` };
	const started = new Date(Date.now() - SECONDS * 1000).toISOString();
	const said = { call, started, seconds: SECONDS, agent: PEOPLE.consultant };
	const created = await fetch(new URL('/api/recordings', origin), {
		method: 'POST',
		headers: {
			...headers,
			'upload-length': String(bytes.length),
			'upload-metadata': metadataOf(said, bytes)
		}
	});
	const sent = await fetch(new URL(created.headers.get('location') ?? '', origin), {
		method: 'PATCH',
		headers: {
			...headers,
			'content-type': 'application/offset+octet-stream',
			'upload-offset': '0'
		},
		body: new Uint8Array(bytes)
	});
	return sent.status;
}

async function openRecordings(page: Page): Promise<Locator> {
	// The server lets nobody hear a recording before it knows who took the ticket.
	await sent(page);
	const panel = page.locator('details').filter({ hasText: 'Nagranie rozmowy' });
	await panel.locator('summary').click();
	return panel;
}

test('R3.2 a recording is linked, played with a reason from any second of it, and deleted', async ({
	city,
	product
}) => {
	const [call, matter] = ['1764200000.17', 'Rozmowa o krzywym słupku'];
	expect(await sendRecording(product.address, call)).toBe(204);
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	await takeDown(consultant, matter);
	const panel = await openRecordings(page);
	await expect(panel.getByText('Do tego zgłoszenia nie dołączono nagrania.')).toBeVisible();
	// Bad input is marked at its field.
	await panel.getByLabel('Numer rozmowy z centrali').fill('to nie numer');
	await panel.getByRole('button', { name: 'Dołącz', exact: true }).click();
	await expect(panel.getByText('Wpisz numer rozmowy')).toBeVisible();
	await panel.getByRole('button', { name: /^Dołącz ?: ?1764200000\.17$/u }).click();
	await expect(panel.getByText(`Rozmowa ${call}`)).toBeVisible();
	await isAccessible(page);

	// Nothing is heard before it is said why.
	await panel.getByRole('button', { name: 'Odsłuchaj' }).click();
	await expect(panel.getByText('Każde odsłuchanie zapisuje się w dzienniku.')).toBeVisible();
	await expect(panel.locator('audio')).toHaveCount(0);
	await panel.getByLabel('Dlaczego słuchasz?').selectOption({ label: 'skarga albo reklamacja' });
	await panel.getByRole('button', { name: 'Odsłuchaj' }).click();
	const player = panel.locator('audio');
	await expect
		.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.duration))
		.toBe(SECONDS);
	await isAccessible(page);
	await player.evaluate(async (audio: HTMLAudioElement) => {
		audio.muted = true;
		await audio.play();
	});
	await expect
		.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime))
		.toBeGreaterThan(0.2);
	await player.evaluate((audio: HTMLAudioElement) => {
		audio.currentTime = 20;
	});
	await expect
		.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime))
		.toBeGreaterThan(20.2);
	await player.evaluate((audio: HTMLAudioElement) => {
		audio.pause();
	});

	// The head of the section may; another consultant of it has no such panel.
	const address = new URL(page.url()).pathname;
	const supervisor = await city.at('desktop', 'supervisor');
	await supervisor.page.getByText('Cały oddział').click();
	await cardOf(supervisor.page, matter).getByRole('link').click();
	const theirs = await openRecordings(supervisor.page);
	await expect(theirs.getByText(`Rozmowa ${call}`)).toBeVisible();
	await expect(theirs.getByRole('button', { name: 'Dołącz', exact: true })).toHaveCount(0);
	const other = await city.at('desktop', 'otherConsultant');
	await other.open(address);
	await expect(other.page.getByRole('button', { name: 'Wyloguj' })).toBeVisible();
	await expect(other.page.getByText('Nagranie rozmowy')).toHaveCount(0);

	await panel.getByRole('button', { name: 'Cofnięto zgodę – usuń nagranie' }).click();
	await page
		.getByRole('dialog')
		.getByRole('button', { name: 'Cofnięto zgodę – usuń nagranie' })
		.click();
	await expect(panel.getByText('Nagranie usunięto.')).toBeVisible();
	await expect(panel.getByText(`Rozmowa ${call}`)).toHaveCount(0);

	const chief = await city.at('desktop', 'plenipotentiary');
	await chief.page.getByRole('link', { name: 'Dziennik odsłuchań' }).click();
	const rows = chief.page.getByRole('row');
	await expect(rows.filter({ hasText: 'odsłuchanie' })).toContainText('skarga albo reklamacja');
	await expect(rows.filter({ hasText: 'usunięcie' })).toContainText('cofnięta zgoda');
	await isAccessible(chief.page);
});
