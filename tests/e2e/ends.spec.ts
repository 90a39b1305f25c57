// How tickets end that go to no unit, how an end is taken back, and how a ticket changes hands.
import type { Page } from '@playwright/test';
import { expect, test } from './city.ts';
import { cardOf, takeDown, unfold } from './steps.ts';

const isEnded = (page: Page, how: RegExp) =>
	expect(page.getByText(how).first()).toBeVisible({ timeout: 15_000 });

test('R10.1 a matter that is none of § 1 goes to the unit, and ends', async ({ city }) => {
	const matter = 'Propozycja nazwy dla nowego ronda';
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	await takeDown(consultant, matter);
	const form = await unfold(page, /To nie jest sprawa dla centrum/);
	await form.getByRole('button', { name: 'Przekaż i zakończ' }).click();
	// Nothing is sent without an addressee and a reason.
	await expect(form.getByText('Uzupełnij to pole.').first()).toBeVisible();
	await form
		.getByLabel('Jednostka', { exact: true })
		.selectOption({ label: 'Zarząd Dróg i Transportu' });
	await form.getByLabel('O co chodzi').fill('Wniosek mieszkańca o nazwę ronda.');
	await form.getByRole('button', { name: 'Przekaż i zakończ' }).click();
	await isEnded(page, /Zakończono: spoza zakresu centrum.*Zarząd Dróg i Transportu/);
});

test('R10.2 a matter that is not the city’s ends by law, and a mistaken end is taken back', async ({
	city
}) => {
	const matter = 'Dziura na autostradzie A1';
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	await takeDown(consultant, matter);
	const form = await unfold(page, /To nie jest sprawa dla miasta/);
	await form.getByLabel('Do kogo przekazano').fill('GDDKiA, Oddział w Łodzi');
	await form.getByRole('button', { name: 'Zakończ' }).click();
	await expect(form.getByText('Uzupełnij to pole.').first()).toBeVisible();
	await form
		.getByLabel('Podstawa prawna')
		.selectOption({ label: 'art. 65 § 1 k.p.a. – podanie, niezwłocznie' });
	await form.getByRole('button', { name: 'Zakończ' }).click();
	await isEnded(page, /Zakończono: poza właściwością miasta: GDDKiA.*art\. 65/);

	const undo = await unfold(page, /Zakończono przez pomyłkę/);
	await undo.getByLabel('Dlaczego').fill('To zjazd, zarządza nim ZDiT.');
	await undo.getByRole('button', { name: 'Cofnij zakończenie' }).click();
	await expect(page.getByText('Cofnięto zakończenie')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Oznacz jako interwencję' })).toBeVisible();
});

test('R6.2 a fax goes to no unit, and ends with how it was handled', async ({ city }) => {
	const matter = 'Pismo faksem o parkowaniu przy szpitalu';
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	await takeDown(consultant, matter, 'faks');
	await expect(page.getByRole('button', { name: 'Przekaż', exact: true })).toHaveCount(0);
	await page.getByLabel('Jak załatwiono').fill('Odpowiedź odesłano faksem, pismo 12/2026.');
	await page.getByRole('button', { name: 'Zakończ zgłoszenie' }).click();
	await isEnded(page, /Zakończono: faks załatwiony poza systemem/);
});

test('R9.6, R7.1 a supervisor hands a ticket to another consultant, who goes on with it', async ({
	city
}) => {
	const matter = 'Zgłoszenie prowadzone przez osobę na urlopie';
	const consultant = await city.at('desktop', 'consultant');
	await takeDown(consultant, matter);
	const contact = await unfold(consultant.page, /Zapisz kontakt poza systemem/);
	await contact.getByLabel('Z kim').fill('Dyżurny ZDiT');
	await contact.getByLabel('Co ustalono').fill('Ekipa będzie jutro.');
	await contact.getByRole('button', { name: 'Zapisz kontakt' }).click();
	await expect(consultant.page.getByText(/rozmowa telefoniczna: Dyżurny ZDiT/)).toBeVisible();

	const supervisor = await city.at('desktop', 'supervisor');
	const { page } = supervisor;
	await page.getByText('Cały oddział').click();
	await cardOf(page, matter).getByRole('link').click();
	const form = await unfold(page, /Przekaż innemu konsultantowi/);
	await form.getByLabel('Konsultant').selectOption({ label: 'Marcin Falkowski' });
	await form.getByLabel('Powód').fill('Urlop do piątku.');
	await form.getByRole('button', { name: 'Przekaż', exact: true }).click();
	await expect(page.getByText('Zgłoszenie prowadzi odtąd: Marcin Falkowski')).toBeVisible();

	const other = await city.at('desktop', 'otherConsultant');
	await other.page.getByText('Moje', { exact: true }).click();
	await cardOf(other.page, matter).getByRole('link').click();
	await expect(other.page.getByRole('button', { name: 'Oznacz jako interwencję' })).toBeVisible();
	await expect(consultant.page.getByText('Zgłoszenie prowadzi: Marcin Falkowski.')).toBeVisible();
});
