// R8.2: a question by telephone is answered from the Knowledge Base while its caller waits, and closed.
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';
import { cardOf, check, readReceipt } from './steps.ts';

test('R3.1, R8.2 a question by telephone is answered from an article and closed', async ({
	city
}) => {
	const question = 'Czy mogę przygarnąć kota, mieszkając w kamienicy?';
	const consultant = await city.at('desktop', 'chatConsultant');
	const { page } = consultant;
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByText('Zapytanie', { exact: true }).click();
	await page.getByLabel('O co pyta mieszkaniec?').fill(question);
	await page.getByRole('button', { name: 'Zarejestruj zgłoszenie' }).click();
	await expect(page.getByRole('heading', { name: 'Zgłoszenie zapisane' })).toBeVisible();
	const code = await readReceipt(page);

	await page.getByRole('link', { name: 'Zgłoszenia', exact: true }).click();
	await cardOf(page, question).getByRole('link').click();
	await expect(page.getByText('telefon', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'Przyjmij zgłoszenie' }).click();
	await page.getByRole('button', { name: 'Oznacz jako zapytanie' }).click();
	// R8.2: without an article there is nothing to answer from.
	await page.getByRole('button', { name: 'Zakończ zgłoszenie' }).click();
	await expect(page.getByText(/Zgłoszenie zakończone/)).toHaveCount(0);
	await page.getByLabel('Szukaj artykułu').fill('adopcja kota');
	await page.getByRole('button', { name: /Adopcja zwierzęcia/ }).click();
	await page.getByLabel('Informacja dla mieszkańca').fill('Tak, po wizycie w Schronisku.');
	await isAccessible(page);
	await page.getByRole('button', { name: 'Zakończ zgłoszenie' }).click();
	await expect(page.getByText(/Zgłoszenie zakończone: odpowiedź z artykułu/)).toBeVisible();

	const resident = city.device('phone');
	await resident.switchOn('/sprawdz');
	await check(resident.page, code, [page]);
	await expect(resident.page.getByText('zakończone', { exact: true })).toBeVisible();
	await expect(resident.page.getByText('Tak, po wizycie w Schronisku.')).toBeVisible();
});
