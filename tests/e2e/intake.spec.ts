// R3.1: before a consultant takes a ticket down a second time, the form says what is known already.
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';
import { cardOf, writeDown } from './steps.ts';

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
