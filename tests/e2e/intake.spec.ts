// R3.1: before a consultant takes a ticket down a second time, the form says what is known already.
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';
import type { Page } from '@playwright/test';
import { readStore } from './pitfalls/storage.ts';
import { cardOf, enrolKiosk, writeDown } from './steps.ts';

test('R3.1 the caller’s earlier tickets and what is open at the place, without a network too', async ({
	city
}) => {
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	const matter = 'Przewrócony znak zakazu na Nawrocie';
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await writeDown(page, matter);
	await page.getByLabel('Gdzie?').fill('ul. Nawrot 34');
	await page.getByLabel('Telefon').fill('+48 600 500 400');
	await page.getByRole('button', { name: 'Zarejestruj zgłoszenie' }).click();
	await expect(page.getByRole('heading', { name: 'Zgłoszenie zapisane' })).toBeVisible();

	// Another consultant is called by the same person about the same thing.
	const other = await city.at('desktop', 'chatConsultant');
	await other.page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await writeDown(other.page, 'Leży znak drogowy');
	await other.page.getByLabel('Gdzie?').fill('na Nawrot, przy numerze 36');
	const hints = other.page.getByRole('status').filter({ hasText: 'Może już to mamy' });
	await expect(hints.getByText('Otwarte interwencje w tym miejscu')).toBeVisible();
	await expect(hints.getByText(matter)).toHaveCount(1);
	await other.page.getByLabel('Telefon').fill('600500400');
	await expect(hints.getByText('Wcześniejsze zgłoszenia z tego telefonu')).toBeVisible();
	await expect(hints.getByText(matter)).toHaveCount(2);
	await isAccessible(other.page);
	await other.page.getByLabel('Telefon').fill('600500401');
	await expect(hints.getByText(matter)).toHaveCount(1);

	// Without a network what the device holds is looked through, and it says so.
	await page.getByRole('link', { name: 'Zgłoszenia', exact: true }).click();
	await expect(cardOf(page, matter)).toBeVisible();
	await consultant.goOffline(true);
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await writeDown(page, 'Znak leży na chodniku');
	await page.getByLabel('Gdzie?').fill('Nawrot 35');
	await expect(page.getByText(/tylko zgłoszenia, które są na tym urządzeniu/)).toBeVisible();
	await expect(page.getByText(matter)).toBeVisible();
	// What was typed is still there, and is sent as ever.
	await expect(page.getByLabel('Co się dzieje?')).toHaveValue('Znak leży na chodniku');
	await consultant.goOffline(false);
});

test('R3.1 the place is completed from the streets of the city, without a network too', async ({
	city
}) => {
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	await expect.poll(async () => streetsHeld(page), { timeout: 60_000 }).toBeGreaterThan(100);
	await consultant.goOffline(true);
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByLabel('Co się dzieje?').fill('Nie świeci latarnia');
	const place = page.getByRole('combobox', { name: 'Gdzie?' });
	await place.pressSequentially('kosciu');
	await expect(page.getByRole('option', { name: 'al. Tadeusza Kościuszki' })).toBeVisible();
	await isAccessible(page);
	await place.press('ArrowDown');
	// Enter takes the street, and does not send the ticket.
	await place.press('Enter');
	await expect(place).toHaveValue('al. Tadeusza Kościuszki ');
	await expect(page.getByRole('listbox')).toHaveCount(0);
	await place.pressSequentially('12, róg lakow');
	await page.getByRole('option', { name: 'al. Tadeusza Kościuszki 12, róg ul. Łąkowa' }).click();
	await expect(place).toBeFocused();
	await place.press('Backspace');
	await place.press('Escape');
	await place.pressSequentially(' przy przystanku');
	await page.getByRole('button', { name: /Zapisz/ }).click();
	await expect(page.getByRole('heading', { name: 'Zgłoszenie zapisane' })).toBeVisible();
	await page.getByRole('link', { name: 'Zgłoszenia', exact: true }).click();
	await cardOf(page, 'Nie świeci latarnia').getByRole('link').click();
	await expect(
		page.getByText('al. Tadeusza Kościuszki 12, róg ul. Łąkowa przy przystanku').first()
	).toBeVisible();
	await consultant.goOffline(false);
});

test('R3.1 at a kiosk a street is completed with a finger', async ({ city }) => {
	const administrator = await city.at('desktop', 'administrator');
	const kiosk = await enrolKiosk(city, administrator);
	const { page } = kiosk;
	await expect.poll(async () => streetsHeld(page), { timeout: 60_000 }).toBeGreaterThan(100);
	await page.getByRole('link', { name: /Zgłoś/ }).click();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByText('Coś innego albo nie wiem').click();
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByLabel('Opisz krótko, co się dzieje').fill('Brak ławki');
	await page.getByRole('combobox', { name: 'Gdzie to jest?' }).click();
	for (const key of 'lakow') await page.getByRole('button', { name: key, exact: true }).click();
	const option = page.getByRole('option', { name: 'ul. Łąkowa' });
	await expect(option).toBeInViewport({ ratio: 1 });
	await option.click();
	await expect(page.getByRole('combobox')).toHaveValue('ul. Łąkowa ');
});

/** How many streets this device has kept. */
async function streetsHeld(page: Page): Promise<number> {
	const [rows = ''] = await page.evaluate(async () =>
		(await indexedDB.databases())
			.map(({ name = '' }) => name)
			.filter((name) => name.startsWith('lckm-rows-'))
	);
	type Kept = { readonly key: string; readonly value: { readonly streets?: readonly string[] } };
	const kept = await readStore<Kept>(page, rows, 'meta');
	return kept.find(({ key }) => key === 'city')?.value.streets?.length ?? 0;
}
