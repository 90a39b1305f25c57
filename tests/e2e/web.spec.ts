// A resident at home: the form on the portal, the answer by the receipt, and what they add (R4.1, R8.3).
import type { Page } from '@playwright/test';
import { isAccessible } from './axe.ts';
import { expect as expectSoon, test } from './city.ts';
import { OUTBOX, readStore } from './pitfalls/storage.ts';
import { cardOf, check, readReceipt, unitField } from './steps.ts';

/** Several devices work on a machine of two cores. */
const expect = expectSoon.configure({ timeout: 45_000 });

/** The question of danger, answered. */
const nobodyIsInDanger = (page: Page) =>
	page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();

test('R4.1, R8.3 a question by the form is forwarded, answered and closed, and its resident reads the answer', async ({
	city
}) => {
	const question = 'Czy na ul. Wschodniej będzie droga dla rowerów?';
	const resident = city.device('phone');
	await resident.switchOn('/');
	const { page } = resident;
	await page.getByRole('link', { name: 'Zapytaj', exact: false }).last().click();
	await isAccessible(page);
	await nobodyIsInDanger(page);

	// Nothing goes on without a question, and the field says so.
	await page.getByRole('button', { name: 'Dalej' }).click();
	await expect(page.getByText('Uzupełnij to pole.')).toBeVisible();
	await page.getByLabel('Twoje pytanie').fill(question);
	await isAccessible(page);
	// What was typed outlives a reload; the question of danger is asked again (R1.2).
	await expect
		.poll(async () => JSON.stringify(await readStore(page, OUTBOX, 'drafts')))
		.toContain(question);
	await page.reload();
	await nobodyIsInDanger(page);
	await expect(page.getByLabel('Twoje pytanie')).toHaveValue(question);
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByLabel('Adres e-mail').fill('nie-adres');
	await page.getByRole('button', { name: 'Dalej' }).click();
	await expect(page.getByText(/adres e-mail/i).last()).toBeVisible();
	await page.getByLabel('Adres e-mail').fill('');
	await page.getByRole('button', { name: 'Dalej' }).click();
	await expect(page.getByText(question)).toBeVisible();
	await page.getByRole('button', { name: 'Wyślij zgłoszenie' }).click();
	await expect(page.getByText(/Dotarło do centrum. Numer: /)).toBeVisible();
	const code = await readReceipt(page);
	await isAccessible(page);
	// The receipt outlives a reload too.
	await page.reload();
	expect(await readReceipt(page)).toBe(code);
	await expect(page.getByText(/Dotarło do centrum/)).toBeVisible();

	// The consultant cannot close it from an article: it has to be forwarded.
	const consultant = await city.at('desktop', 'consultant');
	await cardOf(consultant.page, question).getByRole('link').click();
	await consultant.page.getByRole('button', { name: 'Przyjmij zgłoszenie' }).click();
	await consultant.page.getByRole('button', { name: 'Oznacz jako zapytanie' }).click();
	await expect(consultant.page.getByRole('button', { name: /^Zakończ zgłoszenie/ })).toHaveCount(0);
	await unitField(consultant.page).selectOption({ label: 'Zarząd Dróg i Transportu' });
	await consultant.page.getByRole('button', { name: 'Przekaż', exact: true }).click();

	// Meanwhile the resident adds something.
	await check(page, code, [consultant.page]);
	await expect(page.getByText('przekazane do jednostki', { exact: true })).toBeVisible();
	await page.getByText('Dopisz coś do zgłoszenia').click();
	await page.getByRole('button', { name: 'Wyślij dopisek' }).click();
	await expect(page.getByText('Uzupełnij to pole.')).toBeVisible();
	await page.getByLabel('Co chcesz dopisać?').fill('Chodzi o odcinek od Pomorskiej.');
	await page.getByRole('button', { name: 'Wyślij dopisek' }).click();
	await expect(page.getByText('Dopisek dotarł do centrum')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'Twoje dopiski' })).toBeVisible();
	await isAccessible(page);

	const office = await city.at('desktop', 'officeWorker');
	await cardOf(office.page, question).getByRole('link').click();
	await expect(office.page.getByText('Chodzi o odcinek od Pomorskiej.')).toBeVisible();
	await office.page.getByRole('button', { name: 'Podejmij' }).click();
	await office.page
		.getByRole('button', { name: /Zgłoś wykonanie/ })
		.first()
		.click();
	await office.page.getByText('Wykonano', { exact: true }).click();
	await office.page.getByLabel('Co zrobiono').fill('Budowa w przyszłym roku, plan w załączeniu.');
	await office.page.getByRole('button', { name: /Zgłoś/ }).last().click();

	await consultant.page
		.getByLabel('Informacja dla mieszkańca')
		.fill('Tak, w przyszłym roku, po obu stronach.');
	await consultant.page.getByRole('button', { name: 'Zakończ zgłoszenie' }).click();
	await expect(consultant.page.getByText(/Zgłoszenie zakończone: na podstawie/)).toBeVisible();

	await check(page, code, [consultant.page]);
	await expect(page.getByText('zakończone', { exact: true })).toBeVisible();
	await expect(page.getByText('Tak, w przyszłym roku, po obu stronach.')).toBeVisible();

	// "Not done" brings it back to whoever closed it.
	await page.getByText('Sprawa nie jest załatwiona').click();
	await page.getByLabel('Co jest nie tak?').fill('Pytano o ul. Wschodnią, nie Zachodnią.');
	await page.getByRole('button', { name: 'Wyślij', exact: true }).click();
	await expect(page.getByText('Dopisek dotarł do centrum')).toBeVisible();
	await expect(
		consultant.page.getByText('Mieszkaniec uważa, że sprawa nie jest załatwiona').first()
	).toBeVisible({ timeout: 30_000 });
	await expect(consultant.page.getByRole('button', { name: 'Zakończ zgłoszenie' })).toBeVisible();
});

test('R1.2 the form is not drawn while somebody is in danger', async ({ city }) => {
	const resident = city.device('phone');
	await resident.switchOn('/zgloszenie?rodzaj=interwencja');
	const { page } = resident;
	await expect(page.getByText('112').first()).toBeVisible();
	await page.getByRole('button', { name: /^Tak/ }).click();
	await expect(page.getByRole('link', { name: /112/ }).first()).toBeVisible();
	await expect(page.getByRole('textbox')).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Dalej' })).toHaveCount(0);
});

test('R4.1 an intervention written without a network is kept, and sent by itself when it is back', async ({
	city
}) => {
	const lamp = 'Nie świeci latarnia przy placu zabaw';
	const resident = city.device('phone');
	await resident.switchOn('/');
	await resident.isInstalled();
	const { page } = resident;
	await page.getByRole('link', { name: 'Zgłoś interwencję' }).click();
	await resident.goOffline(true);
	await nobodyIsInDanger(page);
	await page.getByText('Coś innego albo nie wiem').click();
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByLabel('Opisz krótko, co się dzieje').fill(lamp);
	await page.getByLabel('Gdzie to jest?').fill('park Sielanka');
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByRole('button', { name: 'Zapisz zgłoszenie' }).click();
	await expect(page.getByText('Zgłoszenie wyślemy, gdy wróci sieć')).toBeVisible();
	await resident.switchOff();
	await resident.switchOn('/');
	const consultant = await city.at('desktop', 'consultant');
	await expect(cardOf(consultant.page, lamp)).toHaveCount(1, { timeout: 30_000 });
	await expect(cardOf(consultant.page, lamp)).toContainText('park Sielanka');
});
