// R4.1, R8.5: a resident photographs what they report; without a network, over a reload, and later by the receipt.
import { photograph } from '../support/photograph.ts';
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';
import { OUTBOX, readStore } from './pitfalls/storage.ts';
import { cardOf, check, photoInput, readReceipt } from './steps.ts';

test('R8.5 photographs go with the form, and one more by the receipt', async ({ city }) => {
	const matter = 'Rozbita wiata przystankowa, szkło na chodniku';
	const phone = city.device('phone');
	await phone.switchOn('/zgloszenie?rodzaj=interwencja');
	const { page } = phone;
	await phone.isInstalled();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByText('Coś innego albo nie wiem').click();
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByLabel('Opisz krótko, co się dzieje').fill(matter);
	const files = photoInput(page);
	const picture = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });

	// What is no picture is said at the field, and takes nothing away.
	await files.setInputFiles(picture('umowa.jpg', Buffer.from('to nie jest zdjęcie')));
	await expect(page.getByText(/nie da się odczytać jako zdjęcia/)).toBeVisible();
	await files.setInputFiles(picture('wiata.jpg', await photograph()));
	await expect(page.getByRole('img', { name: 'Zdjęcie 1' })).toBeVisible();
	await expect(page.getByText('51.77694, 19.45472')).toBeVisible();
	await page.getByRole('button', { name: 'Wstaw do pola z miejscem' }).click();
	await expect(page.getByLabel('Gdzie to jest?')).toHaveValue('51.77694, 19.45472');
	await files.setInputFiles(picture('szklo.jpg', await photograph({ width: 640 })));
	await expect(page.getByRole('img', { name: 'Zdjęcie 2' })).toBeVisible();
	await isAccessible(page);

	// They outlive a reload, as the words do.
	await expect
		.poll(async () => JSON.stringify(await readStore(page, OUTBOX, 'drafts')))
		.toContain(matter);
	await page.reload();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByRole('button', { name: 'Dalej' }).click();
	await expect(page.getByRole('img', { name: 'Zdjęcie 2' })).toBeVisible();
	await page.getByRole('button', { name: 'Usuń zdjęcie 2' }).click();
	await expect(page.getByRole('img', { name: 'Zdjęcie 2' })).toHaveCount(0);

	await phone.goOffline(true);
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByRole('button', { name: /Wyślij zgłoszenie|Zapisz zgłoszenie/ }).click();
	const code = await readReceipt(page);
	await phone.goOffline(false);
	await expect(page.getByText(/Dotarło do centrum/)).toBeVisible({ timeout: 60_000 });

	const consultant = await city.at('desktop', 'consultant');
	await cardOf(consultant.page, matter).getByRole('link').click();
	const shown = consultant.page.getByRole('img', { name: /^Zdjęcie/ });
	await expect(shown).toHaveCount(1, { timeout: 60_000 });
	await expect(shown).toHaveJSProperty('complete', true);
	expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(480);

	await check(page, code);
	await page.getByText('Dodaj zdjęcie lub dokument').click();
	await expect(page.getByText('Zdjęć od Ciebie w zgłoszeniu: 1.')).toBeVisible();
	await photoInput(page).setInputFiles(picture('nazajutrz.jpg', await photograph({ width: 500 })));
	await expect(page.getByText('Zdjęć od Ciebie w zgłoszeniu: 2.')).toBeVisible({ timeout: 60_000 });
	await isAccessible(page);
	await expect(consultant.page.getByRole('img', { name: /^Zdjęcie/ })).toHaveCount(2);
});
