// R4.2: the Pełnomocnik approves the portal's terms; residents read them, and what they send is under them.
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';
import { cardOf, readReceipt } from './steps.ts';

const TEXT = 'Zgłoszenia z portalu czyta konsultant.\n\n- Nie trzeba zakładać konta.';

test('R4.2 a version is written, approved, published, and stands on what is sent under it', async ({
	city
}) => {
	const chief = await city.at('desktop', 'plenipotentiary');
	const { page } = chief;
	await page.getByRole('link', { name: 'Regulamin', exact: true }).click();
	const text = page.getByLabel('Treść regulaminu');
	await expect(text).toHaveValue(/przykładowy regulamin/);
	await text.fill(' ');
	await page.getByRole('button', { name: 'Zapisz projekt' }).click();
	await expect(page.getByText('Uzupełnij to pole.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Zatwierdź i opublikuj' })).toBeDisabled();

	// What is typed survives a reload, and is not published by itself.
	await text.fill(TEXT);
	await expect(page.getByText('Zmiany nie są jeszcze zapisane')).toBeVisible();
	await page.waitForTimeout(1000);
	await page.reload();
	await expect(text).toHaveValue(TEXT);
	await chief.goOffline(true);
	await page.getByRole('button', { name: 'Zapisz projekt' }).click();
	await expect(page.getByText('Bez połączenia nie można zapisać')).toBeVisible();
	await chief.goOffline(false);
	await page.getByRole('button', { name: 'Zapisz projekt' }).click();
	await expect(page.getByText(/Projekt zapisany/)).toBeVisible();
	await isAccessible(page);

	const resident = city.device('phone');
	await resident.switchOn('/regulamin');
	await expect(resident.page.getByText('Wersja 1, obowiązuje od')).toBeVisible();

	await page.getByRole('button', { name: 'Zatwierdź i opublikuj' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Zatwierdź i opublikuj' }).click();
	await expect(page.getByText('Wersja 2 jest opublikowana')).toBeVisible();

	await resident.page.reload();
	await expect(resident.page.getByText('Wersja 2, obowiązuje od')).toBeVisible();
	await expect(resident.page.getByText('Renata Rawska')).toBeVisible();
	await expect(resident.page.getByRole('listitem').first()).toBeVisible();
	await isAccessible(resident.page);
	await resident.page.getByRole('link', { name: /Wersja 1/ }).click();
	await expect(resident.page.getByText('To wcześniejsza wersja.')).toBeVisible();
	await resident.open('/regulamin/77');
	await expect(resident.page.getByText('Nie ma takiej wersji regulaminu')).toBeVisible();

	await resident.open('/zgloszenie?rodzaj=zapytanie');
	const question = 'Czy regulamin mówi coś o zdjęciach?';
	await resident.page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await resident.page.getByLabel('Twoje pytanie').fill(question);
	await resident.page.getByRole('button', { name: 'Dalej' }).click();
	await resident.page.getByRole('button', { name: 'Dalej' }).click();
	await expect(resident.page.getByText('Wysłane zgłoszenie podlega')).toBeVisible();
	await resident.page.getByRole('button', { name: 'Wyślij zgłoszenie' }).click();
	await readReceipt(resident.page);
	const consultant = await city.at('desktop', 'consultant');
	await cardOf(consultant.page, question).getByRole('link').click();
	await expect(consultant.page.getByText('wersja 2')).toBeVisible();
});
