// R9.7: a unit that is not competent gives an intervention back, and it goes on to the one that is.
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';
import { cardOf, check, takeDown, unfold, unitField } from './steps.ts';

const REASON = 'Auto stoi na trawniku, nie na jezdni. To sprawa dla Straży Miejskiej.';

test('R9.7 an intervention is returned, forwarded again, carried out and ended', async ({
	city
}) => {
	const matter = 'Auto zaparkowane na trawniku przy przedszkolu';
	const consultant = await city.at('desktop', 'consultant');
	const roads = await city.at('phone', 'fieldWorker');
	const guard = await city.at('phone', 'guard');
	const { page } = consultant;
	const code = await takeDown(consultant, matter);
	await page.getByRole('button', { name: 'Oznacz jako interwencję' }).click();
	// With neither article nor category the words of the report propose a unit, and say why (R13.1).
	const words = page.getByRole('group', { name: 'Podpowiedź ze słów zgłoszenia' });
	await expect(words.getByText('pasuje: Nieprawidłowe parkowanie')).toBeVisible();
	await words.getByRole('button', { name: 'Straż Miejska w Łodzi' }).click();
	await expect(unitField(page).locator('option:checked')).toHaveText('Straż Miejska w Łodzi');
	await unitField(page).selectOption({ label: 'Zarząd Dróg i Transportu' });
	await page.getByRole('button', { name: 'Przekaż', exact: true }).click();

	// The crew sees on the spot that it is not theirs, where there is no network; a reason must be given.
	await cardOf(roads.page, matter).getByRole('link').click();
	await roads.goOffline(true);
	await roads.page.getByRole('button', { name: 'Podejmij realizację' }).click();
	const form = await unfold(roads.page, /To nie nasza sprawa/);
	await form.getByRole('button', { name: 'Zwróć do konsultanta' }).click();
	await expect(form.getByText('Uzupełnij to pole.')).toBeVisible();
	await form.getByLabel('Dlaczego zwracasz zgłoszenie?').fill(REASON);
	await form.getByRole('button', { name: 'Zwróć do konsultanta' }).click();
	await expect(page.getByText('Sprawę ma teraz: Zarząd Dróg i Transportu')).toBeVisible();
	await roads.goOffline(false);

	// It is the same consultant's again, and the unit that gave it back is marked as such.
	await expect(page.getByText(REASON).first()).toBeVisible({ timeout: 60_000 });
	await unitField(page).selectOption({ label: 'Zarząd Dróg i Transportu' });
	await expect(page.getByText(`zwróciła już to zgłoszenie: ${REASON}`)).toBeVisible();
	await unitField(page).selectOption({ label: 'Straż Miejska w Łodzi' });
	await page.getByRole('button', { name: 'Przekaż', exact: true }).click();
	await expect(page.getByText('Sprawę ma teraz: Straż Miejska w Łodzi')).toBeVisible();
	await expect(cardOf(roads.page, matter)).toHaveCount(0);

	// The resident hears of no unit's "not ours": it is being seen to.
	const resident = city.device('phone');
	await resident.switchOn('/sprawdz');
	await check(resident.page, code, [page]);
	await expect(resident.page.getByText(/przekazane/).first()).toBeVisible();
	await expect(resident.page.getByText(REASON)).toHaveCount(0);

	await cardOf(guard.page, matter).getByRole('link').click();
	// Whoever is next knows what the ones before found out.
	await expect(guard.page.getByText(REASON)).toBeVisible();
	await guard.page.getByRole('button', { name: 'Podejmij realizację' }).click();
	await guard.page.getByText('Wykonano', { exact: true }).click();
	await guard.page.getByLabel('Co zrobiono').fill('Kierowca przestawił auto, pouczony.');
	await guard.page.getByRole('button', { name: 'Zgłoś wykonanie' }).click();
	await expect(page.getByText('Kierowca przestawił auto, pouczony.').first()).toBeVisible();
	await page.getByRole('button', { name: 'Zakończ zgłoszenie' }).click();
	await expect(page.getByText(/Zgłoszenie zakończone: na podstawie/)).toBeVisible();

	await check(resident.page, code, [page]);
	await expect(resident.page.getByText('zakończone', { exact: true })).toBeVisible();
	// One question, asked once; the answer is counted and is no part of the ticket (R15.1).
	await isAccessible(resident.page);
	await resident.page.getByRole('button', { name: 'Tak', exact: true }).click();
	await expect(resident.page.getByText('Dziękujemy za odpowiedź')).toBeVisible();
	await check(resident.page, code);
	await expect(resident.page.getByText('zakończone', { exact: true })).toBeVisible();
	await expect(resident.page.getByText('Czy sprawa została załatwiona?')).toHaveCount(0);
	const chief = await city.at('desktop', 'plenipotentiary');
	await chief.page.getByRole('link', { name: 'Oceny' }).click();
	await expect(chief.page.getByRole('row', { name: /Straż Miejska/ })).toContainText('100 %');
	await isAccessible(chief.page);
});
