// The clock of § 9(4): who sets it, who sees it, when it stands, and whom it tells that time is over.
import { isAccessible } from './axe.ts';
import { expect as expectSoon, test } from './city.ts';
import { cardOf, check, takeDown, unfold, unitField } from './steps.ts';

/** Several devices work on a machine of two cores. */
const expect = expectSoon.configure({ timeout: 45_000 });
const ZDIT = 'Zarząd Dróg i Transportu';

test('R15.1 the Pełnomocnik sets how long units may take, in whole hours', async ({ city }) => {
	const chief = await city.at('desktop', 'plenipotentiary');
	const { page } = chief;
	await page.getByRole('link', { name: 'Terminy' }).click();
	await isAccessible(page);
	await unitField(page).selectOption({ label: ZDIT });
	await page.getByLabel('Godziny na podjęcie').fill('dwie');
	await page.getByRole('button', { name: 'Zapisz termin' }).click();
	await expect(page.getByText('Wpisz całe godziny, od 1 do 2000.')).toHaveCount(1);
	await expect(page.getByRole('cell', { name: ZDIT })).toHaveCount(0);
	await page.getByLabel('Godziny na podjęcie').fill('12');

	// Without the server it is not said, and what was typed stays.
	await chief.goOffline(true);
	await page.getByRole('button', { name: 'Zapisz termin' }).click();
	await expect(page.getByText('Terminy zapisuje serwer.', { exact: false })).toBeVisible();
	await expect(page.getByLabel('Godziny na podjęcie')).toHaveValue('12');
	await chief.goOffline(false);
	await page.getByRole('button', { name: 'Zapisz termin' }).click();
	const row = page.getByRole('row', { name: ZDIT });
	await expect(row).toContainText('12 godz.');
	await isAccessible(page);

	await row.getByRole('button', { name: /Zmień/ }).click();
	await expect(page.getByLabel('Godziny na podjęcie')).toHaveValue('12');
	await page.getByLabel('Godziny na podjęcie').fill('16');
	await page.getByRole('button', { name: 'Zapisz termin' }).click();
	await expect(row).toContainText('16 godz.');
	await row.getByRole('button', { name: /Usuń/ }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Usuń' }).click();
	await expect(row).toHaveCount(0);

	// Whoever only keeps the system running reads, and changes nothing.
	const administrator = await city.at('desktop', 'administrator');
	await administrator.page.getByRole('link', { name: 'Terminy' }).click();
	await expect(administrator.page.getByText('Terminy ustala Pełnomocnik')).toBeVisible();
	await expect(administrator.page.getByRole('button', { name: 'Zapisz termin' })).toHaveCount(0);
});

test('R9.4, R7.1 the clock runs at the unit, stands while the resident is asked, and goes on with the answer', async ({
	city
}) => {
	const matter = 'Zapadnięta studzienka, numer domu nieznany';
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	const code = await takeDown(consultant, matter);
	await page.getByRole('button', { name: 'Oznacz jako interwencję' }).click();
	await unitField(page).selectOption({ label: ZDIT });
	await page.getByRole('button', { name: 'Przekaż', exact: true }).click();
	const chosen = page.getByRole('region', { name: 'Wybrane zgłoszenie' });
	await expect(chosen.getByText('Czas na podjęcie')).toBeVisible();
	await page.getByText('Moje', { exact: true }).click();
	await expect(cardOf(page, matter)).toContainText(/zosta[lł]/);

	const ask = await unfold(page, /Zapytaj mieszkańca i zatrzymaj zegar/);
	await ask.getByRole('button', { name: 'Zatrzymaj zegar' }).click();
	await expect(ask.getByText('Uzupełnij to pole.')).toBeVisible();
	await ask.getByLabel('O co pytasz?').fill('Przy którym numerze domu?');
	await ask.getByRole('button', { name: 'Zatrzymaj zegar' }).click();
	await expect(chosen.getByText('zegar stoi, czeka na mieszkańca')).toBeVisible();
	await expect(cardOf(page, matter)).toContainText('czeka na mieszkańca');
	await page.getByLabel('Stan spraw').selectOption('waiting');
	await expect(cardOf(page, matter)).toHaveCount(1);
	await page.getByLabel('Stan spraw').selectOption('reported');
	await expect(cardOf(page, matter)).toHaveCount(0);
	await isAccessible(page);

	const resident = city.device('phone');
	await resident.switchOn('/sprawdz');
	await check(resident.page, code, [page]);
	await expect(
		resident.page.getByRole('heading', { name: 'Potrzebujemy Twojej odpowiedzi' })
	).toBeVisible();
	await expect(resident.page.getByText('Przy którym numerze domu?')).toBeVisible();
	await isAccessible(resident.page);
	await resident.page.getByLabel('Twoja odpowiedź').fill('Przy numerze 14.');
	await resident.page.getByRole('button', { name: 'Wyślij dopisek' }).click();
	await expect(resident.page.getByText('Dopisek dotarł do centrum')).toBeVisible();
	await expect(
		resident.page.getByRole('heading', { name: 'Potrzebujemy Twojej odpowiedzi' })
	).toHaveCount(0);

	await expect(chosen.getByText('Przy numerze 14.')).toBeVisible();
	await expect(chosen.getByText('zegar stoi, czeka na mieszkańca')).toHaveCount(0);
	await expect(chosen.getByText('Czas na podjęcie')).toBeVisible();
});

test('R9.4 the head of a unit is told what is late, without a network too', async ({ city }) => {
	const head = await city.at('phone', 'unitHead');
	const { page } = head;
	await expect(page.getByText(/po terminie czeka/)).toBeVisible();
	await head.goOffline(true);
	await page.reload();
	await page.getByRole('button', { name: 'Pokaż' }).click();
	const late = page.getByRole('article').first();
	await expect(late).toContainText('po terminie od');
	await expect(late).toContainText('powiadomiono kierownika');
	await isAccessible(page);
	await late.getByRole('link').click();
	await expect(page.getByText(/Powiadomiono kierownika: Zarząd Dróg/).first()).toBeVisible();

	// Whoever is not the head has no such list.
	const worker = await city.at('phone', 'fieldWorker');
	await expect(worker.page.getByText('Do podjęcia').first()).toBeVisible();
	await expect(worker.page.getByText('Po terminie', { exact: true })).toHaveCount(0);
});
