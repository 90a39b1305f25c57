// What the server refuses comes back to the person, with the reason and everything they wrote (R9.7).
import { expect, test } from './city.ts';
import type { Device } from './device.ts';
import { cardOf, takeMarkAndForward, unitField } from './steps.ts';

/** Drafts are written when the typing rests. */
const TYPING_IS_KEPT_AFTER_MS = 1000;
const REPORT = 'Dosypano grys, nawierzchnia wyrównana, zdjęcie w załączeniu.';

test('pitfall 5: a ticket that meanwhile went to another unit', async ({ city }) => {
	const branch = 'Zapadnięta studzienka przy wjeździe do bramy';
	const consultant = await city.at('desktop', 'consultant');
	const phone = await city.at('phone', 'fieldWorker');
	const office = await city.at('desktop', 'officeWorker');
	await registerAtDesk(consultant, branch);
	await takeMarkAndForward(consultant, branch, 'Zarząd Dróg i Transportu');

	// The crew loses the network, takes it on and reports it done.
	await expect(cardOf(phone.page, branch)).toBeVisible();
	await phone.goOffline(true);
	await cardOf(phone.page, branch).getByRole('link').click();
	await phone.page.getByRole('button', { name: 'Podejmij realizację' }).click();
	await phone.page.getByText('Wykonano', { exact: true }).click();
	await phone.page.getByLabel('Co zrobiono').fill(REPORT);
	await phone.page.getByRole('button', { name: 'Zgłoś wykonanie' }).click();
	await expect(phone.page.getByText('Wykonanie zgłoszone')).toBeVisible();

	// Meanwhile the office gives it back, and the consultant forwards it elsewhere.
	await cardOf(office.page, branch).getByRole('link').click();
	await office.page.getByText('To nie nasza sprawa').click();
	await office.page
		.getByLabel('Dlaczego zwracasz zgłoszenie?')
		.fill('Droga wewnętrzna, zarządza nią ZLM.');
	await office.page.getByRole('button', { name: 'Zwróć do konsultanta' }).click();
	await expect(office.page.getByText('Nie ma tu już tego zgłoszenia')).toBeVisible();
	await expect(consultant.page.getByText('Droga wewnętrzna, zarządza nią ZLM.')).toBeVisible();
	await unitField(consultant.page).selectOption({ label: 'Zarząd Lokali Miejskich' });
	await consultant.page.getByRole('button', { name: 'Przekaż', exact: true }).click();
	await expect(consultant.page.getByText('Sprawę ma teraz: Zarząd Lokali')).toBeVisible();

	// The crew is back: the ticket is gone, what they wrote is not.
	await phone.goOffline(false);
	await expect(phone.page.getByText('Nie ma tu już tego zgłoszenia')).toBeVisible();
	await expect(
		phone.page.getByText('Zgłoszenie jest już w innej jednostce.').first()
	).toBeVisible();
	await expect(phone.page.getByText(REPORT)).toBeVisible();
	await phone.page.getByRole('link', { name: /Do wysłania/ }).click();
	await expect(phone.page.getByText(REPORT)).toBeVisible();
	await expect(phone.page.getByText('Nie wysłano, bo wcześniejsza czynność')).toBeVisible();
	// And after a cold start too.
	await phone.switchOff();
	await phone.switchOn('/teren/do-wyslania');
	await expect(phone.page.getByText(REPORT)).toBeVisible();
	await expect(consultant.page.getByText(REPORT)).toHaveCount(0);
});

async function registerAtDesk({ page }: Device, description: string): Promise<void> {
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByLabel('Co się dzieje?').fill(description);
	await page.getByLabel('Gdzie?').fill('ul. Wólczańska 40');
	await page.getByRole('button', { name: 'Zarejestruj zgłoszenie' }).click();
	await expect(page.getByText('Dotarło do centrum pod numerem')).toBeVisible();
	await page.getByRole('link', { name: 'Zgłoszenia', exact: true }).click();
}

test('a button pressed twice acts once', async ({ city }) => {
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	const matter = 'Przewrócony znak drogowy przy skrzyżowaniu';
	await registerAtDesk(consultant, matter);
	await cardOf(page, matter).getByRole('link').click();
	await page.getByRole('button', { name: 'Przyjmij zgłoszenie' }).dblclick();
	await expect(page.getByRole('button', { name: 'Oznacz jako interwencję' })).toBeVisible();
	await page.getByRole('button', { name: 'Oznacz jako interwencję' }).dblclick();
	await expect(page.getByText('Oznaczono: interwencja')).toBeVisible();
	await page.getByRole('link', { name: /Do wysłania/ }).click();
	await expect(page.getByText('Wszystko wysłane')).toBeVisible();
});

test('Enter in the search for an article chooses one, and does not end the ticket', async ({
	city
}) => {
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	const matter = 'Pytanie o adopcję kota ze schroniska';
	await registerAtDesk(consultant, matter);
	await cardOf(page, matter).getByRole('link').click();
	await page.getByRole('button', { name: 'Przyjmij zgłoszenie' }).click();
	await page.getByRole('button', { name: 'Oznacz jako zapytanie' }).click();
	const search = page.getByLabel('Szukaj artykułu');
	await search.fill('adopcja kota');
	await expect(page.getByRole('button', { name: /Adopcja zwierzęcia/ })).toBeVisible();
	await search.press('Enter');
	await expect(page.getByRole('button', { name: 'Wybierz inny' })).toBeVisible();
	await expect(page.getByText(/Zgłoszenie zakończone/)).toHaveCount(0);
	await page.getByRole('button', { name: 'Zakończ zgłoszenie' }).click();
	await expect(page.getByText(/Zgłoszenie zakończone: odpowiedź z artykułu/)).toBeVisible();
});

test('a field that is not right is marked, and nothing is lost or sent', async ({ city }) => {
	const clerk = await city.at('tablet', 'clerk');
	const { page } = clerk;
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByLabel('Co się dzieje?').fill('Uszkodzona ławka');
	await page.getByRole('textbox', { name: 'E-mail' }).fill('jan@');
	await page.getByRole('button', { name: 'Zarejestruj zgłoszenie' }).click();
	await expect(page.getByText('Uzupełnij to pole.')).toBeVisible();
	await expect(page.getByText('Podaj adres e-mail w postaci')).toBeVisible();
	await expect(page.getByLabel('Gdzie?')).toBeFocused();
	// What was typed outlives the browser, whether it was right or not.
	await page.waitForTimeout(TYPING_IS_KEPT_AFTER_MS);
	await clerk.switchOff();
	await clerk.switchOn('/punkt/nowe');
	await expect(clerk.page.getByLabel('Co się dzieje?')).toHaveValue('Uszkodzona ławka');
	await expect(clerk.page.getByRole('textbox', { name: 'E-mail' })).toHaveValue('jan@');
});
