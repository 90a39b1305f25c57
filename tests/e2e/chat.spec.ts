// The chat between a resident's browser and a consultant's, with a line that is cut (R4.1, R5.1).
import type { Locator, Page } from '@playwright/test';
import { startProduct } from '../support/product.ts';
import { isAccessible } from './axe.ts';
import { City, expect as expectSoon, test } from './city.ts';
import type { Device } from './device.ts';
import { check } from './steps.ts';

/** Several devices work on a machine of two cores. */
const expect = expectSoon.configure({ timeout: 45_000 });

async function beginChat({ page }: Device, words: string): Promise<void> {
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByLabel('Twoja wiadomość').fill(words);
	await page.getByRole('button', { name: 'Zacznij rozmowę' }).click();
}

async function write(page: Page, words: string): Promise<void> {
	await page.getByLabel('Napisz wiadomość').fill(words);
	await page.getByLabel('Napisz wiadomość').press('Enter');
}

const logOf = (page: Page): Locator => page.getByRole('log', { name: 'Przebieg rozmowy' });
/** What was said, in the order in which it is shown. */
const saidIn = (page: Page) => logOf(page).locator('.line .text').allInnerTexts();

async function accept({ page }: Device, words: string): Promise<void> {
	await page.getByRole('link', { name: /^Czat/ }).click();
	await page.getByRole('button', { name: `Przyjmij : ${words}` }).click();
	await expect(logOf(page)).toContainText(words);
}

test('R4.1 a chat with a cut line: every line once and in order on both sides, and a ticket of it', async ({
	city
}) => {
	const lamp = 'Nie świeci latarnia na Zgierskiej';
	const resident = city.device('phone');
	await resident.switchOn('/');
	await resident.isInstalled();
	const { page } = resident;
	await page.getByRole('link', { name: 'Porozmawiaj z konsultantem' }).click();
	await isAccessible(page);
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	// Nothing begins without a word, and the field says so.
	await page.getByRole('button', { name: 'Zacznij rozmowę' }).click();
	await expect(page.getByText('Uzupełnij to pole.')).toBeVisible();
	await page.getByLabel('Twoja wiadomość').fill(lamp);
	await page.getByRole('button', { name: 'Zacznij rozmowę' }).click();
	await expect(page.getByText('Jesteś następną osobą w kolejce.')).toBeVisible();
	await isAccessible(page);

	const consultant = await city.at('desktop', 'chatConsultant');
	const desk = consultant.page;
	await expect(desk.getByRole('link', { name: /^Czat.*1 rozmowa czeka/ })).toBeVisible();
	await accept(consultant, lamp);
	await expect(page.getByText('Rozmawiasz z: Agnieszka')).toBeVisible();
	await isAccessible(desk);

	// The other side is seen typing, until it has said it.
	await desk.getByLabel('Napisz wiadomość').pressSequentially('Przy którym');
	await expect(page.getByText('Agnieszka pisze…')).toBeVisible();
	await desk.getByLabel('Napisz wiadomość').fill('');
	await write(desk, 'Przy którym numerze?');
	await expect(logOf(page)).toContainText('Przy którym numerze?');

	// The line is cut on both sides, at different times, while both go on writing.
	await resident.goOffline(true);
	await write(page, 'Przy 130');
	await write(page, 'naprzeciw szkoły');
	await expect(page.getByText('To, co napiszesz, poczeka i wyśle się samo.')).toBeVisible();
	await expect(logOf(page).getByText('czeka na połączenie')).toHaveCount(2);
	await write(desk, 'Czy jest tam przejście?');
	await consultant.goOffline(true);
	await write(desk, 'Halo?');
	await expect(desk.getByText('To, co napiszesz, poczeka i wyśle się samo.')).toBeVisible();
	// A reload without a network loses nothing of what waits.
	await page.reload();
	await expect(logOf(page).getByText('naprzeciw szkoły')).toBeVisible();
	await resident.goOffline(false);
	await consultant.goOffline(false);

	const both = [lamp, 'Przy którym numerze?', 'Przy 130', 'naprzeciw szkoły'];
	await expect
		.poll(async () => (await saidIn(page)).toSorted())
		.toEqual([...both, 'Czy jest tam przejście?', 'Halo?'].toSorted());
	await expect(logOf(page).getByText('czeka na połączenie')).toHaveCount(0);
	const atHome = await saidIn(page);
	expect(atHome.filter((text) => both.includes(text))).toEqual(both);
	await expect.poll(() => saidIn(desk)).toEqual(atHome);
	await isAccessible(page);

	// Only the place is missing: the form says so and keeps what it was filled with.
	await desk.getByText('Zarejestruj zgłoszenie z tej rozmowy').click();
	await expect(desk.getByLabel('Co się dzieje?')).toHaveValue(
		[lamp, 'Przy 130', 'naprzeciw szkoły'].join('\n')
	);
	await desk.getByRole('button', { name: 'Zarejestruj zgłoszenie', exact: true }).click();
	await expect(desk.getByText('Uzupełnij to pole.').first()).toBeVisible();
	await desk.getByLabel('Gdzie?').fill('ul. Zgierska 130');
	await isAccessible(desk);
	await desk.getByRole('button', { name: 'Zarejestruj zgłoszenie', exact: true }).click();
	await desk.getByRole('link', { name: /Pokaż zgłoszenie ŁCK/ }).click();
	await expect(desk.getByRole('heading', { name: lamp })).toBeVisible();
	await desk.getByRole('button', { name: 'Pokaż rozmowę' }).click();
	await expect(logOf(desk)).toContainText('naprzeciw szkoły');

	await expect(page.getByText(/Z tej rozmowy powstało zgłoszenie ŁCK/)).toBeVisible();
	const code = (await page.locator('.receipt .visually-hidden').innerText()).replaceAll(
		/[\s,]/gu,
		''
	);
	await page.getByRole('button', { name: 'Zakończ rozmowę' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Zakończ rozmowę' }).click();
	await expect(page.getByText('Rozmowa zakończona')).toBeVisible();
	await check(page, code);
	await expect(page.getByText('Zgłoszeniem zajmuje się konsultant.')).toBeVisible();
});

test('R4.1 several chats at once, an answer from an article, and back into the queue', async ({
	city
}) => {
	const [one, two] = [city.device('phone'), city.device('phone')];
	await one.switchOn('/czat');
	await beginChat(one, 'Jak zgłosić dziurę w jezdni?');
	await two.switchOn('/czat');
	await beginChat(two, 'Gdzie zapłacę za śmieci?');
	await expect(two.page.getByText('Przed Tobą czeka 1 osoba.')).toBeVisible();

	const consultant = await city.at('desktop', 'chatConsultant');
	const { page } = consultant;
	await accept(consultant, 'Jak zgłosić dziurę w jezdni?');
	await expect(two.page.getByText('Jesteś następną osobą w kolejce.')).toBeVisible();
	await accept(consultant, 'Gdzie zapłacę za śmieci?');
	await write(one.page, 'Jestem z Bałut');
	await expect(page.getByText('1 nowa', { exact: true })).toBeVisible();
	await page.getByRole('link', { name: 'Jak zgłosić dziurę w jezdni?' }).click();
	await expect(logOf(page)).toContainText('Jestem z Bałut');
	await expect(page.getByText('1 nowa', { exact: true })).toHaveCount(0);

	await page.getByText('Odpowiedz z Bazy Wiedzy').click();
	await page.getByLabel('Szukaj artykułu').fill('dziura w jezdni');
	await page
		.getByRole('button', { name: /Wstaw do wiadomości/ })
		.first()
		.click();
	await page.getByRole('button', { name: 'Wyślij', exact: true }).click();
	await expect(logOf(one.page)).toContainText('/baza-wiedzy/');

	// Whoever has to go gives it back; the other consultant finds it in its place.
	await page.getByRole('button', { name: 'Oddaj do kolejki' }).click();
	await expect(one.page.getByText('Jesteś następną osobą w kolejce.')).toBeVisible();
	const other = await city.at('desktop', 'otherChatConsultant');
	await accept(other, 'Jak zgłosić dziurę w jezdni?');
	await expect(one.page.getByText('Rozmawiasz z: Tomasz')).toBeVisible();
	await expect(logOf(other.page)).toContainText('/baza-wiedzy/');
});

test('R4.1 at night the chat is closed: it says when it opens, and the form has what was typed', async () => {
	// Open on one day of the week alone, and that is not today.
	const weekday = (new Date().getUTCDay() + 3) % 7 || 7;
	const product = await startProduct({ env: { CHAT_HOURS: `${String(weekday)} 08:00-09:00` } });
	const city = new City(product);
	try {
		const resident = city.device('phone');
		await resident.switchOn('/czat');
		const { page } = resident;
		await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
		await expect(page.getByText('Czat jest teraz zamknięty')).toBeVisible();
		await expect(page.getByText(/^Otwieramy: .*08:00/)).toBeVisible();
		await isAccessible(page);
		await page.getByRole('button', { name: 'Przejdź do formularza' }).click();
		await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
		await expect(page.getByLabel('Twoje pytanie')).toBeVisible();

		// Without a network the same way is open, and what was typed comes along.
		await resident.open('/czat');
		await resident.goOffline(true);
		await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
		await page.getByLabel('Twoja wiadomość').fill('Do kiedy jest otwarty urząd?');
		await page.getByRole('button', { name: 'Przejdź do formularza' }).click();
		await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
		await expect(page.getByLabel('Twoje pytanie')).toHaveValue('Do kiedy jest otwarty urząd?');
	} finally {
		await city.close();
		await product.remove();
	}
});
