// § 9(1): the head of a unit says who is to go, and the crew says that it is there, without a network too.
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';
import { cardOf, takeDown, unfold, unitField } from './steps.ts';

test('R9.1 a ticket is meant for somebody, who finds it, goes there and says so', async ({
	city
}) => {
	const matter = 'Zapadnięty chodnik przy szkole na Sienkiewicza';
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	await takeDown(consultant, matter);
	await page.getByRole('button', { name: 'Oznacz jako interwencję' }).click();
	await unitField(page).selectOption({ label: 'Zarząd Dróg i Transportu' });
	await page.getByRole('button', { name: 'Przekaż', exact: true }).click();
	await expect(page.getByText('Sprawę ma teraz: Zarząd Dróg i Transportu')).toBeVisible();

	const head = await city.at('desktop', 'unitHead');
	await cardOf(head.page, matter).getByRole('link').click();
	const form = await unfold(head.page, /Przydziel komuś z jednostki/);
	await form.getByRole('button', { name: 'Przydziel', exact: true }).click();
	await expect(form.getByText('Uzupełnij to pole.')).toBeVisible();
	// Of the unit alone, and nobody of another.
	await expect(form.getByRole('option', { name: 'Beata Wilk' })).toBeAttached();
	await expect(form.getByRole('option', { name: 'Emil Rogala' })).toHaveCount(0);
	await form.getByLabel('Kto się tym zajmie').selectOption({ label: 'Adam Zarzycki' });
	await form.getByLabel('Wiadomość dla tej osoby').fill('Weź ze sobą barierki.');
	await form.getByRole('button', { name: 'Przydziel', exact: true }).click();
	await expect(head.page.getByText('Przydzielono: Adam Zarzycki')).toBeVisible();
	await isAccessible(head.page);

	const phone = await city.at('phone', 'fieldWorker');
	await phone.page.getByText('Moje', { exact: true }).click();
	await cardOf(phone.page, matter).getByRole('link').click();
	await expect(phone.page.getByText('Przydzielone Tobie')).toBeVisible();
	await expect(phone.page.getByText('Weź ze sobą barierki.')).toBeVisible();
	await phone.goOffline(true);
	await phone.page.getByRole('button', { name: 'Podejmij realizację' }).click();
	await phone.page.getByRole('button', { name: 'Jestem na miejscu' }).click();
	await expect(phone.page.getByRole('button', { name: 'Jestem na miejscu' })).toHaveCount(0);
	await isAccessible(phone.page);
	await phone.goOffline(false);
	await expect(page.getByText('Na miejscu', { exact: true })).toBeVisible({ timeout: 60_000 });
});
