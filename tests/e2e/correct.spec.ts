// § 7: two people put right the same ticket, one of them without a network; neither's text is lost.
import { isAccessible } from './axe.ts';
import { expect as expectSoon, test } from './city.ts';
import { cardOf, sent, takeDown, unfold, unitField } from './steps.ts';

const expect = expectSoon.configure({ timeout: 45_000 });

test('different fields merge; of two who changed the same one, the second sees both versions and decides', async ({
	city
}) => {
	const matter = 'Zarwany krawężnik przy przystanku';
	const consultant = await city.at('desktop', 'consultant');
	const crew = await city.at('phone', 'fieldWorker');
	const { page } = consultant;
	await takeDown(consultant, matter);
	await page.getByRole('button', { name: 'Oznacz jako interwencję' }).click();
	await unitField(page).selectOption({ label: 'Zarząd Dróg i Transportu' });
	await page.getByRole('button', { name: 'Przekaż', exact: true }).click();
	await cardOf(crew.page, matter).getByRole('link').click();

	// Bad input is told at its field, and nothing is sent.
	const form = await unfold(page, /Popraw dane zgłoszenia/);
	await form.getByRole('button', { name: 'Zapisz poprawki' }).click();
	await expect(form.getByText('Niczego nie zmieniono.')).toBeVisible();
	await form.getByLabel('Telefon').fill('12');
	await form.getByLabel('Miejsce').fill('');
	await form.getByRole('button', { name: 'Zapisz poprawki' }).click();
	await expect(form.getByLabel('Telefon')).toHaveAttribute('aria-invalid', 'true');
	await expect(form.getByLabel('Miejsce')).toHaveAttribute('aria-invalid', 'true');
	await isAccessible(page);

	// The crew, without a network, puts the place right; meanwhile the consultant does too.
	await crew.goOffline(true);
	const spot = await unfold(crew.page, /Popraw dane zgłoszenia/);
	await spot.getByLabel('Miejsce').fill('ul. Zachodnia 49, od podwórza');
	await expect(spot.getByLabel('Telefon')).toHaveCount(0);
	await spot.getByRole('button', { name: 'Zapisz poprawki' }).click();
	await expect(crew.page.getByText('Poprawiono pole Miejsce').first()).toBeVisible();
	await form.getByLabel('Telefon').fill('42 638 44 44');
	await form.getByLabel('Miejsce').fill('ul. Zachodnia 45');
	await form.getByRole('button', { name: 'Zapisz poprawki' }).click();
	await expect(page.getByText('„ul. Zachodnia 47” → „ul. Zachodnia 45”')).toBeVisible();

	await sent(page);

	// Back in the network the crew is told what it is now, who made it so, and has what they wrote.
	await crew.goOffline(false);
	await expect(
		crew.page.getByText(/zmienione na: ul\. Zachodnia 45 \(Ewa Dobosz/).first()
	).toBeVisible();
	await expect(crew.page.getByText('ul. Zachodnia 49, od podwórza').first()).toBeVisible();
	await isAccessible(crew.page);
	await crew.page.getByRole('button', { name: /^Popraw i wyślij/ }).click();
	const dialog = crew.page.getByRole('dialog');
	await expect(dialog.getByRole('textbox')).toHaveValue('ul. Zachodnia 49, od podwórza');
	await isAccessible(crew.page);
	await dialog.getByRole('button', { name: 'Wyślij ponownie' }).click();
	await expect(
		page.getByText('„ul. Zachodnia 45” → „ul. Zachodnia 49, od podwórza”')
	).toBeVisible();
	// The other field stands as the consultant made it.
	await expect(page.getByText('42 638 44 44').first()).toBeVisible();
});
