// § 14: a unit joins by agreement; a cell is called otherwise, and another one becomes part of it.
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';

test('R14.1 a unit joins on the request of its head, in agreement with the Pełnomocnik', async ({
	city
}) => {
	const head = await city.at('desktop', 'newHead');
	await head.page.getByRole('link', { name: 'Złóż wniosek o włączenie' }).click();
	await expect(head.page.getByText('Zarząd Inwestycji Miejskich w Łodzi nie należy')).toBeVisible();
	await isAccessible(head.page);
	await head.goOffline(true);
	await head.page.getByLabel('Wiadomość').fill('Mieszkańcy pytają nas o remonty.');
	await head.page.getByRole('button', { name: 'Złóż wniosek o włączenie' }).click();
	await expect(head.page.getByText('Bez połączenia nie można tego zrobić.')).toBeVisible();
	await head.goOffline(false);
	await head.page.getByRole('button', { name: 'Złóż wniosek o włączenie' }).click();
	await expect(head.page.getByText('Wniosek o włączenie czeka na Pełnomocnika')).toBeVisible();

	const chief = await city.at('desktop', 'plenipotentiary');
	await chief.open('/zarzadzanie/jednostki');
	await expect(chief.page.getByText('Mieszkańcy pytają nas o remonty.')).toBeVisible();
	await isAccessible(chief.page);
	// Whoever declines says why.
	await chief.page.getByRole('button', { name: 'Odmów' }).click();
	await chief.page.getByRole('button', { name: 'Odmów' }).click();
	await expect(chief.page.getByText('Napisz, dlaczego.')).toBeVisible();
	await chief.page.getByLabel('Dlaczego nie?').fill('Najpierw artykuły.');
	await chief.page.getByRole('button', { name: 'Odmów' }).click();
	await expect(chief.page.getByText('odmowa: Najpierw artykuły.')).toBeVisible();

	// The Pełnomocnik comes back to it, and now it is the head who agrees.
	await chief.page
		.getByRole('button', { name: /^Zaproponuj włączenie: Zarząd Inwestycji/ })
		.click();
	await isAccessible(chief.page);
	await chief.page
		.getByRole('dialog')
		.getByRole('button', { name: 'Zaproponuj włączenie' })
		.click();
	await expect(chief.page.getByText('Czeka na uzgodnienie kierownika.')).toBeVisible();
	await head.page.reload();
	await expect(head.page.getByText('Pełnomocnik proponuje włączenie')).toBeVisible();
	await head.page.getByRole('button', { name: 'Uzgodnij i włącz' }).click();
	await expect(head.page.getByText('Pełnomocnik proponuje włączenie')).toHaveCount(0);
	await chief.page.reload();
	await expect(chief.page.getByText('włączono: Zarząd Inwestycji Miejskich')).toBeVisible();
	await expect(chief.page.getByText('Nikt nie czeka na uzgodnienie.')).toBeVisible();
});

test('R14.1 a cell is called otherwise, another one becomes part of it, and their articles say so', async ({
	city
}) => {
	const chief = await city.at('desktop', 'plenipotentiary');
	const { page } = chief;
	await chief.open('/zarzadzanie/jednostki');
	const dialog = page.getByRole('dialog');
	await page.getByRole('button', { name: 'Zmień nazwę: Wydział Parkowania' }).click();
	await dialog.getByLabel('Nazwa', { exact: true }).fill(' ');
	await dialog.getByRole('button', { name: 'Zmień nazwę' }).click();
	await expect(dialog.getByText('Podaj nazwę, najwyżej 200 znaków.')).toBeVisible();
	await dialog.getByLabel('Nazwa', { exact: true }).fill('Wydział Strefy Płatnego Parkowania');
	await dialog.getByRole('button', { name: 'Zmień nazwę' }).click();
	await expect(
		page.getByText('zmieniono nazwę: Wydział Parkowania → Wydział Strefy')
	).toBeVisible();

	// What cannot be done is said at the field.
	await page.getByRole('button', { name: 'Połącz z inną: Straż Miejska w Łodzi' }).click();
	await dialog.getByRole('button', { name: 'Połącz z inną' }).click();
	await expect(dialog.getByText('Uzupełnij to pole.')).toBeVisible();
	await dialog.getByLabel('Stanie się częścią').selectOption('Zarząd Zieleni Miejskiej w Łodzi');
	await dialog.getByRole('button', { name: 'Połącz z inną' }).click();
	await expect(dialog.getByText('Są w niej otwarte zgłoszenia.')).toBeVisible();
	await isAccessible(page);
	await dialog.getByRole('button', { name: 'Anuluj' }).click();

	await page.getByRole('button', { name: 'Połącz z inną: Wydział Lokali Użytkowych' }).click();
	await dialog
		.getByLabel('Stanie się częścią')
		.selectOption('Zarząd Lokali Miejskich › Wydział Lokali Mieszkalnych');
	await dialog.getByRole('button', { name: 'Połącz z inną' }).click();
	await expect(page.getByText('połączono: Wydział Lokali Użytkowych →')).toBeVisible();

	await page.getByRole('button', { name: 'Dodaj jednostkę lub komórkę' }).click();
	await dialog.getByLabel('Skrót').fill('ZDIT-WP');
	await dialog.getByLabel('Nazwa', { exact: true }).fill('Nowa');
	await dialog.getByLabel('Nazwa skrócona').fill('Nowa');
	await dialog.getByRole('button', { name: 'Dodaj jednostkę lub komórkę' }).click();
	await expect(dialog.getByText('Ten skrót jest już zajęty.')).toBeVisible();
	await dialog.getByRole('button', { name: 'Anuluj' }).click();

	// The articles say so, and everybody has them.
	const html = await (await city.product.fetch('/bip/UML-SPP-HYBR')).text();
	expect(html).toContain('Wydział Strefy Płatnego Parkowania');
	expect(html).toContain('Renata Rawska');
	const former = await (await city.product.fetch('/bip/UML-SPP-HYBR/wersja/1')).text();
	expect(former).not.toContain('Wydział Strefy Płatnego Parkowania');
});
