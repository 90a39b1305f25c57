// R6.1: a search in vain becomes a word that finds; whether an article helped is counted with and without scripts.
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';

const KA = 'KA-01622';

test('what nobody found is seen by the editor, who says what it means', async ({ city }) => {
	const resident = city.device('phone');
	await resident.switchOn('/baza-wiedzy');
	const box = resident.page.getByLabel('Czego dotyczy sprawa?');
	await box.fill('qwxzjkvb');
	await expect(resident.page.getByText('Nie znaleziono żadnej procedury').first()).toBeVisible();
	await resident.page.waitForTimeout(2500);
	await box.fill('zajęcie pasa drogowego');
	const results = resident.page.getByRole('article');
	await expect(results.first()).toBeVisible();
	const before = await results.count();
	const unit = resident.page.getByLabel('Jednostka');
	const roads = unit.getByRole('option', { name: /^Zarząd Dróg/u });
	await unit.selectOption((await roads.innerText()).trim());
	await expect.poll(() => results.count()).toBeLessThan(before);
	await isAccessible(resident.page);
	await resident.page.locator(`a[href$="/${KA}"]`).first().click();
	await resident.page.getByRole('button', { name: 'Tak, pomogła' }).click();
	await expect(resident.page.getByText('Dziękujemy za odpowiedź.')).toBeVisible();

	const editor = await city.at('desktop', 'editor');
	await editor.page.getByRole('link', { name: 'Wyszukiwanie' }).click();
	await expect(editor.page.getByRole('heading', { level: 1 })).toContainText('Czego szukają');
	await expect(async () => {
		await editor.page.reload();
		await expect(editor.page.getByRole('cell', { name: 'qwxzjkvb' })).toBeVisible();
	}).toPass({ timeout: 60_000 });
	await expect(editor.page.getByRole('cell', { name: 'zajecie pasa drogowego' })).toBeVisible();
	await isAccessible(editor.page);
	const words = editor.page.getByRole('textbox', { name: 'Słowa, które znaczą to samo' });
	await words.fill('qwxzjkvb');
	await editor.page.getByRole('button', { name: 'Zapisz słowa' }).click();
	await expect(editor.page.getByText('Wiersz 1: podaj co najmniej dwa słowa')).toBeVisible();
	await words.fill('qwxzjkvb, zajęcie');
	await editor.page.getByRole('button', { name: 'Zapisz słowa' }).click();
	await expect(editor.page.getByText('Słowa są zapisane.')).toBeVisible();
	const found = await (await city.product.fetch('/bip?szukaj=qwxzjkvb')).text();
	expect(found).toContain(`/bip/${KA}`);

	// A device that comes new has the words with its first look.
	const other = city.device('phone');
	await other.switchOn('/baza-wiedzy');
	await expect(async () => {
		await other.page.reload();
		await other.page.getByLabel('Czego dotyczy sprawa?').fill('qwxzjkvb');
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
