// R6.1: a search in vain becomes a word that finds; whether an article helped is counted with and without scripts.
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';

const KA = 'KA-01622';

test('what nobody found is seen by the editor, who says what it means', async ({ city }) => {
	const resident = city.device('phone');
	await resident.switchOn('/baza-wiedzy');
	const box = resident.page.getByLabel('Czego dotyczy sprawa?');
	await box.fill('bzdęgolotnia');
	await expect(resident.page.getByText('Nic nie znaleziono').first()).toBeVisible();
	await resident.page.waitForTimeout(2500);
	await box.fill('zajęcie pasa drogowego');
	await resident.page.locator(`a[href$="/${KA}"]`).first().click();
	await resident.page.getByRole('button', { name: 'Tak, pomogła' }).click();
	await expect(resident.page.getByText('Dziękujemy za odpowiedź.')).toBeVisible();

	const editor = await city.at('desktop', 'editor');
	await editor.page.getByRole('link', { name: 'Wyszukiwanie' }).click();
	await expect(async () => {
		await editor.page.reload();
		await expect(editor.page.getByRole('cell', { name: 'bzdegolotnia' })).toBeVisible();
	}).toPass({ timeout: 60_000 });
	await expect(editor.page.getByRole('cell', { name: 'zajecie pasa drogowego' })).toBeVisible();
	await isAccessible(editor.page);
	const words = editor.page.getByLabel('Słowa, które znaczą to samo');
	await words.fill('bzdęgolotnia');
	await editor.page.getByRole('button', { name: 'Zapisz słowa' }).click();
	await expect(editor.page.getByText('Wiersz 1: podaj co najmniej dwa słowa')).toBeVisible();
	await words.fill('bzdęgolotnia, zajęcie');
	await editor.page.getByRole('button', { name: 'Zapisz słowa' }).click();
	await expect(editor.page.getByText('Słowa są zapisane.')).toBeVisible();
	const found = await (await city.product.fetch('/bip?szukaj=bzdęgolotnie')).text();
	expect(found).toContain(`/bip/${KA}`);

	// A device that comes new has the words with its first look.
	const other = city.device('phone');
	await other.switchOn('/baza-wiedzy');
	await expect(async () => {
		await other.page.reload();
		await other.page.getByLabel('Czego dotyczy sprawa?').fill('bzdęgolotnia');
		await expect(other.page.locator(`a[href$="/${KA}"]`).first()).toBeVisible({ timeout: 5000 });
	}).toPass({ timeout: 60_000 });

	// Without a script it is a form.
	const answer = await city.product.fetch('/api/opinions', {
		...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ ka: KA, helped: 'no' }) },
		headers: { origin: city.product.address, 'sec-fetch-site': 'same-origin' }
	});
	expect(answer.status).toBe(303);
	const thanks = await city.product.fetch(answer.headers.get('location') ?? '');
	expect(await thanks.text()).toContain('Dziękujemy za odpowiedź.');
});
