// R9.4: what a category wants to see of a report, from the Pełnomocnik's word to the consultant's eyes.
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';
import { cardOf, photoInput, sent, takeMarkAndForward, writeDown } from './steps.ts';

test('R9.4 a photograph and a list that a category demands are asked for on the spot, without a network', async ({
	city
}) => {
	const matter = 'Przepełniony kosz przy fontannie';
	const chief = await city.at('desktop', 'plenipotentiary');
	await chief.page.getByRole('link', { name: 'Wykonanie' }).click();
	const save = chief.page.getByRole('button', { name: 'Zapisz', exact: true });
	const list = chief.page.getByLabel('Lista kontrolna');
	await list.fill('Opróżniono\nOpróżniono');
	await save.click();
	await expect(chief.page.getByText('Wybierz kategorię.')).toBeVisible();
	await expect(chief.page.getByText('Ten punkt jest dwa razy')).toBeVisible();
	await chief.page
		.getByLabel('Kategoria')
		.selectOption({ label: 'Przepełniony lub zniszczony kosz' });
	await chief.page.getByLabel('Zdjęcie z miejsca jest wymagane').check();
	await list.fill('Opróżniono kosz\nZebrano śmieci wokół');
	await save.click();
	await expect(chief.page.getByText('Zapisano. Dotyczy')).toBeVisible();
	await expect(chief.page.getByRole('row', { name: /zniszczony kosz/ })).toContainText('wymagane');
	await isAccessible(chief.page);

	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await writeDown(page, matter);
	await page.getByLabel('Kategoria').selectOption({ label: 'Przepełniony lub zniszczony kosz' });
	await page.getByRole('button', { name: 'Zarejestruj zgłoszenie' }).click();
	await expect(page.getByRole('heading', { name: 'Zgłoszenie zapisane' })).toBeVisible();
	await page.getByRole('link', { name: 'Zgłoszenia', exact: true }).click();
	await takeMarkAndForward(consultant, matter, 'Zarząd Dróg i Transportu');
	await expect(page.getByText('Sprawę ma teraz: Zarząd Dróg i Transportu')).toBeVisible();

	const phone = await city.at('phone', 'fieldWorker');
	await cardOf(phone.page, matter).getByRole('link').click();
	await phone.goOffline(true);
	await phone.page.getByRole('button', { name: 'Podejmij realizację' }).click();
	await phone.page.getByText('Wykonano', { exact: true }).click();
	await phone.page.getByLabel('Co zrobiono').fill('Kosz opróżniony.');
	await phone.page.getByLabel('Opróżniono kosz').check();
	const report = phone.page.getByRole('button', { name: 'Zgłoś wykonanie' });
	await report.click();
	await expect(phone.page.getByText('Zaznacz wszystkie punkty listy.')).toBeVisible();
	// What was ticked and chosen is there again after the page was lost.
	await phone.page.waitForTimeout(600);
	await phone.page.reload();
	await expect(phone.page.getByLabel('Opróżniono kosz')).toBeChecked();
	await expect(phone.page.getByLabel('Co zrobiono')).toHaveValue('Kosz opróżniony.');
	await phone.page.getByLabel('Zebrano śmieci wokół').check();
	await report.click();
	await expect(phone.page.getByText('Dodaj zdjęcie z miejsca. W tej kategorii')).toBeVisible();
	await isAccessible(phone.page);
	await photoInput(phone.page).setInputFiles('static/icon-512.png');
	await expect(phone.page.getByText('Zdjęcia do tej informacji: 1.')).toBeVisible();
	await report.click();
	await expect(report).toHaveCount(0);
	await phone.goOffline(false);
	await sent(phone.page);

	await expect(page.getByText('Sprawdzono: Opróżniono kosz; Zebrano śmieci wokół.')).toBeVisible();
	await expect(page.getByText('Zdjęcia do informacji: 1.')).toBeVisible({ timeout: 60_000 });
});
