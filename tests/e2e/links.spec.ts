// § 7: two residents report the same thing, one of them two things at once; whoever follows what is told so.
import type { Page } from '@playwright/test';
import { isAccessible } from './axe.ts';
import { expect as expectSoon, test } from './city.ts';
import { cardOf, check, takeDown, unfold } from './steps.ts';

/** The ticket that is open, beside the list with all of them. */
const chosen = (page: Page) => page.getByRole('region', { name: 'Wybrane zgłoszenie' });

const expect = expectSoon.configure({ timeout: 45_000 });

test('R8.3, R9.6 a duplicate goes with its main ticket, is answered with it, and can be taken apart', async ({
	city
}) => {
	const [first, second] = ['Latarnia nie świeci przy szkole', 'Ciemno przy szkole, lampa zgasła'];
	const consultant = await city.at('desktop', 'consultant');
	const roads = await city.at('phone', 'fieldWorker');
	const { page } = consultant;
	await takeDown(consultant, first);
	await page.getByRole('button', { name: 'Oznacz jako interwencję' }).click();
	const number = await chosen(page)
		.getByText(/^ŁCK\/\d{4}\/\d+$/)
		.first()
		.innerText();
	const code = await takeDown(consultant, second);
	await page.getByRole('button', { name: 'Oznacz jako interwencję' }).click();

	// What is alike is proposed; a number is looked for on the device and on the server.
	const act = await unfold(page, /Powiąż z innym zgłoszeniem/);
	await expect(act.getByRole('button', { name: `Wybierz ${number}` })).toBeVisible();
	await act.getByLabel('Numer zgłoszenia').fill('to nie numer');
	await act.getByRole('button', { name: 'Znajdź' }).click();
	await expect(act.getByText('Wpisz rok i numer')).toBeVisible();
	await act.getByLabel('Numer zgłoszenia').fill('2019/1');
	await act.getByRole('button', { name: 'Znajdź' }).click();
	await expect(act.getByText('Nie ma takiego zgłoszenia')).toBeVisible();
	await isAccessible(page);
	await act.getByRole('button', { name: `Wybierz ${number}` }).click();
	await expect(act.getByText(first)).toBeVisible();
	await act.getByLabel('Co to zgłoszenie dodaje').fill('Ciemno jest na całym przejściu');
	await isAccessible(page);
	await act.getByRole('button', { name: 'Powiąż', exact: true }).click();
	await expect(page.getByText(`To zgłoszenie idzie razem z ${number}`)).toBeVisible();
	await page.getByText('Moje', { exact: true }).click();
	await expect(cardOf(page, second)).toContainText(`razem z ${number}`);
	await expect(page.getByRole('button', { name: 'Przekaż', exact: true })).toHaveCount(0);

	// Undone, it is a ticket like any other; and tied once more.
	const apart = await unfold(page, new RegExp(`Rozłącz z ${number}`));
	await apart.getByRole('button', { name: 'Rozłącz', exact: true }).click();
	await expect(apart.getByText('Uzupełnij to pole.')).toBeVisible();
	await apart.getByLabel('Dlaczego to nie ta sama sprawa').fill('Inna lampa');
	await apart.getByRole('button', { name: 'Rozłącz', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Przekaż', exact: true })).toBeVisible();
	await act.getByLabel('Numer zgłoszenia').fill(number.replace('ŁCK/', ''));
	await act.getByRole('button', { name: 'Znajdź' }).click();
	await act.getByRole('button', { name: 'Powiąż', exact: true }).click();
	await expect(page.getByText(`To zgłoszenie idzie razem z ${number}`)).toBeVisible();

	// The unit of the main ticket sees what the duplicate adds; the duplicate's resident, how far both are.
	await page.getByRole('link', { name: new RegExp(`duplikat zgłoszenia ${number}`, 'i') }).click();
	await expect(page.getByText('Ciemno jest na całym przejściu')).toBeVisible();
	await page.getByLabel('Jednostka', { exact: true }).filter({ visible: true }).selectOption({
		label: 'Zarząd Dróg i Transportu'
	});
	await page.getByRole('button', { name: 'Przekaż', exact: true }).click();
	await cardOf(roads.page, first).getByRole('link').click();
	await expect(roads.page.getByText('Ciemno jest na całym przejściu')).toBeVisible();
	await roads.page.getByRole('button', { name: 'Podejmij realizację' }).click();
	const resident = city.device('phone');
	await resident.switchOn('/sprawdz');
	await check(resident.page, code, [roads.page]);
	await expect(resident.page.getByText('Zajmujemy się nimi razem')).toBeVisible();
	await expect(resident.page.getByText('w realizacji').first()).toBeVisible();
	await isAccessible(resident.page);

	await roads.page.getByText('Wykonano', { exact: true }).click();
	await roads.page.getByLabel('Co zrobiono').fill('Wymieniono źródło światła');
	await roads.page.getByRole('button', { name: 'Zgłoś wykonanie' }).click();
	await page.getByLabel('Informacja dla mieszkańca').fill('Lampa znów świeci');
	await page.getByRole('button', { name: 'Zakończ zgłoszenie' }).click();
	await expect(page.getByText(/^Zakończone/).first()).toBeVisible();
	await check(resident.page, code, [page]);
	await expect(resident.page.getByText('Lampa znów świeci')).toBeVisible();
	await isAccessible(page);
});

test('§ 7 a second matter is taken out of a report, and keeps what was typed without a network', async ({
	city
}) => {
	const [whole, part] = ['Zepsuta huśtawka na placu zabaw', 'Przepełniony kosz obok placu'];
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	const code = await takeDown(consultant, whole);
	const form = await unfold(page, /Wydziel drugą sprawę/);
	await form.getByRole('button', { name: 'Wydziel', exact: true }).click();
	await expect(form.getByText('Uzupełnij to pole.')).toBeVisible();
	await form.getByLabel('Na czym polega druga sprawa').fill(part);
	// The place of the whole is proposed.
	await expect(form.getByLabel('Gdzie?')).toHaveValue('ul. Zachodnia 47');
	await isAccessible(page);
	await expect(
		chosen(page)
			.getByText(/^ŁCK\//)
			.first()
	).toBeVisible();
	await consultant.goOffline(true);
	await form.getByRole('button', { name: 'Wydziel', exact: true }).click();
	await expect(page.getByText('Druga sprawa ma własne zgłoszenie')).toBeVisible();
	await consultant.goOffline(false);
	await page.getByRole('link', { name: 'Otwórz wydzielone zgłoszenie' }).click();
	await expect(page.getByText('Wydzielone ze zgłoszenia').first()).toBeVisible();
	await expect(page.getByRole('heading', { name: part, level: 1 })).toBeVisible();
	await expect(
		chosen(page)
			.getByText(/^ŁCK\//)
			.first()
	).toBeVisible();
	const resident = city.device('phone');
	await resident.switchOn('/sprawdz');
	await check(resident.page, code, [page]);
	await expect(resident.page.getByText('wydzieliliśmy osobną sprawę')).toBeVisible();
	await isAccessible(resident.page);
});
