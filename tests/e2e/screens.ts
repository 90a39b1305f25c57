// `npm run screens`: takes the pictures of docs/screens, of the product with the demonstration city, each
// surface at the size people hold. They are looked at by people; no test compares them.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DEMONSTRATION_PASSWORD } from '../../src/lib/server/seed/demonstration.ts';
import { startProduct } from '../support/product.ts';
import { City, CITY_SETTINGS } from './city.ts';
import type { Device } from './device.ts';
import {
	cardOf,
	enrolKiosk,
	enrolTablet,
	reportAtKiosk,
	searchAtKiosk,
	unfold,
	unitField
} from './steps.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../docs/screens');
/** Fonts, icons and the last row of a list have come by then. */
const STILL_MS = 500;

async function picture({ page }: Device, name: string): Promise<void> {
	await page.waitForTimeout(STILL_MS);
	await page.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: 'disabled' });
	console.log(name);
}

async function takeKiosk(city: City, administrator: Device): Promise<void> {
	const kiosk = await enrolKiosk(city, administrator);
	const { page } = kiosk;
	await picture(kiosk, 'kiosk-1-start');
	await kiosk.goOffline(true);
	await searchAtKiosk(page, 'wyrwa w asfalcie');
	await picture(kiosk, 'kiosk-2-search');
	await cardOf(page, 'ubytków w nawierzchni').getByRole('link').click();
	await page.getByRole('button', { name: 'Zapytaj lub zgłoś' }).waitFor();
	await picture(kiosk, 'kiosk-3-article');
	await page.getByRole('button', { name: 'Zapytaj lub zgłoś' }).click();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).waitFor();
	await picture(kiosk, 'kiosk-4-danger');
	await page.getByRole('button', { name: 'Tak, potrzebna jest pomoc' }).click();
	await picture(kiosk, 'kiosk-5-112');
	await page.getByRole('button', { name: 'To pomyłka, wróć do pytania' }).click();
	await reportAtKiosk(page, {
		description:
			'Głęboka wyrwa w jezdni tuż za przejściem dla pieszych, samochody omijają ją pod prąd.',
		location: 'ul. Zgierska 130'
	});
	await picture(kiosk, 'kiosk-6-receipt');
	await kiosk.goOffline(false);
	await page.getByText('Zgłoszenie wysłane').first().waitFor({ timeout: 60_000 });
}

async function takeTablet(city: City, administrator: Device): Promise<void> {
	const tablet = await enrolTablet(city, administrator, { password: DEMONSTRATION_PASSWORD });
	const { page } = tablet;
	await picture(tablet, 'tablet-1-knowledge-base');
	await tablet.goOffline(true);
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByLabel('Co się dzieje?').fill('Przepełnione kosze przy przystanku');
	await page.getByLabel('Gdzie?').fill('al. Piłsudskiego / ul. Kilińskiego');
	await picture(tablet, 'tablet-2-intake');
	await page.getByRole('button', { name: 'Zapisz – wyślemy, gdy wróci sieć' }).click();
	await picture(tablet, 'tablet-3-receipt');
	await page.getByRole('link', { name: 'Moje zgłoszenia' }).click();
	await picture(tablet, 'tablet-4-drafts');
	await page.getByRole('link', { name: /Do wysłania/ }).click();
	await picture(tablet, 'tablet-5-outbox');
	await tablet.goOffline(false);
}

async function takeDesktop(city: City): Promise<void> {
	const desk = await city.at('desktop', 'consultant');
	const { page } = desk;
	await cardOf(page, 'Głęboka wyrwa').getByRole('link').click();
	await picture(desk, 'desktop-1-queue');
	await page.getByRole('button', { name: 'Przyjmij zgłoszenie' }).click();
	await page.getByRole('button', { name: 'Oznacz jako interwencję' }).click();
	await picture(desk, 'desktop-2-forward');
	await page.getByRole('button', { name: 'Przekaż', exact: true }).click();
	await page.getByText('Moje', { exact: true }).click();
	await picture(desk, 'desktop-3-mine');
	const ask = await unfold(page, /Zapytaj mieszkańca i zatrzymaj zegar/);
	await ask.getByLabel('O co pytasz?').fill('Przy którym numerze domu jest wyrwa?');
	await ask.getByRole('button', { name: 'Zatrzymaj zegar' }).click();
	await page.getByText('zegar stoi, czeka na mieszkańca').waitFor();
	await page.getByText('Czas na podjęcie').scrollIntoViewIfNeeded();
	await picture(desk, 'desktop-6-waiting');
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await picture(desk, 'desktop-4-intake');
}

async function takePhone(city: City): Promise<void> {
	const phone = await city.at('phone', 'fieldWorker');
	const { page } = phone;
	await cardOf(page, 'Głęboka wyrwa').waitFor();
	await picture(phone, 'phone-1-list');
	await phone.goOffline(true);
	await cardOf(page, 'Głęboka wyrwa').getByRole('link').click();
	await picture(phone, 'phone-2-ticket');
	await page.getByRole('button', { name: 'Podejmij realizację' }).click();
	await page.getByText('Wykonano', { exact: true }).click();
	await page.getByLabel('Co zrobiono').fill('Masa bitumiczna na gorąco, 0,4 m².');
	await picture(phone, 'phone-3-report');
	await page.getByRole('button', { name: 'Zgłoś wykonanie' }).click();
	await page.getByRole('link', { name: /Do wysłania/ }).click();
	await picture(phone, 'phone-4-outbox');
}

async function takeClocks(city: City): Promise<void> {
	const head = await city.at('phone', 'unitHead');
	await head.page.getByRole('button', { name: 'Pokaż' }).waitFor();
	await picture(head, 'phone-5-head');
	await head.page.getByRole('button', { name: 'Pokaż' }).click();
	await picture(head, 'phone-6-late');
	const chief = await city.at('desktop', 'plenipotentiary');
	const { page } = chief;
	await page.getByRole('link', { name: 'Terminy' }).click();
	await unitField(page).selectOption({ label: 'Zarząd Dróg i Transportu' });
	await page.getByRole('button', { name: 'Zapisz termin' }).click();
	await page
		.getByRole('cell', { name: 'Zarząd Dróg i Transportu' })
		.first()
		.scrollIntoViewIfNeeded();
	await picture(chief, 'desktop-7-limits');
}

async function takeChat(city: City): Promise<void> {
	const words = 'Od wczoraj nie świeci latarnia przy szkole na Zgierskiej. Gdzie to zgłosić?';
	const resident = city.device('phone');
	await resident.switchOn('/czat');
	const { page } = resident;
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByLabel('Twoja wiadomość').fill(words);
	await picture(resident, 'portal-8-chat-start');
	await page.getByRole('button', { name: 'Zacznij rozmowę' }).click();
	await page.getByText('Jesteś następną osobą').waitFor();
	const consultant = await city.at('desktop', 'chatConsultant');
	const desk = consultant.page;
	await desk.getByRole('link', { name: /^Czat/ }).click();
	await desk.getByRole('button', { name: /^Przyjmij/ }).click();
	await desk
		.getByLabel('Napisz wiadomość')
		.fill('Dzień dobry. Przyjmę to zgłoszenie tutaj. Przy którym numerze?');
	await desk.getByLabel('Napisz wiadomość').press('Enter');
	await page.getByText('Przy którym numerze?').waitFor();
	await page.getByLabel('Napisz wiadomość').fill('Przy 130, od strony parku');
	await page.getByLabel('Napisz wiadomość').press('Enter');
	await desk.getByText('Przy 130, od strony parku').waitFor();
	await picture(consultant, 'desktop-8-chat');
	await resident.goOffline(true);
	await page.getByLabel('Napisz wiadomość').fill('Halo?');
	await page.getByLabel('Napisz wiadomość').press('Enter');
	await page.getByText('czeka na połączenie').waitFor();
	await picture(resident, 'portal-9-chat-cut');
}

async function takeTerms(city: City): Promise<void> {
	const chief = await city.at('desktop', 'plenipotentiary');
	await chief.page.getByRole('link', { name: 'Regulamin', exact: true }).click();
	await chief.page.getByLabel('Treść regulaminu').waitFor();
	await picture(chief, 'desktop-9-terms');
	const resident = city.device('phone');
	await resident.switchOn('/regulamin');
	await resident.page.getByText('Wersja 1').waitFor();
	await picture(resident, 'portal-10-terms');
}

async function takeEditorial(city: City): Promise<void> {
	const head = await city.at('desktop', 'unitHead');
	await head.open('/redakcja/edycja?ka=ZDIT-PRZYST');
	const handling = head.page.getByLabel('Sposób załatwienia sprawy');
	await handling.waitFor();
	const before = await handling.inputValue();
	await handling.fill(
		before.replace('Złóż wniosek.', 'Złóż wniosek przez ePUAP albo w kancelarii.')
	);
	await head.page.getByRole('button', { name: 'Przekaż do redakcji' }).click();
	await head.page.getByText('czeka na rozpatrzenie').waitFor();
	const editor = await city.at('desktop', 'editor');
	await editor.page.getByRole('link', { name: 'Wniosek o korzystanie z przystanków' }).click();
	await editor.page.locator('ins').first().waitFor();
	await picture(editor, 'desktop-10-review');
	await editor.open('/bip/ZDIT-DZIURY');
	await picture(editor, 'portal-11-bip');
}

async function takePortal(city: City): Promise<void> {
	const desk = city.device('desktop');
	await desk.switchOn('/');
	await desk.page
		.getByRole('heading', { name: 'Albo wybierz temat' })
		.or(desk.page.getByText('Tematy'))
		.first()
		.waitFor();
	await picture(desk, 'portal-1-start');
	await desk.open('/baza-wiedzy/ZDIT-DZIURY');
	await picture(desk, 'portal-2-article');
	await desk.open('/logowanie');
	await picture(desk, 'portal-3-sign-in');
	await takeForm(city);
}

async function takeForm(city: City): Promise<void> {
	const phone = city.device('phone');
	await phone.switchOn('/');
	const { page } = phone;
	await page.getByRole('link', { name: 'Zgłoś interwencję' }).click();
	await page.getByRole('button', { name: 'Tak, potrzebna jest pomoc' }).click();
	await picture(phone, 'portal-4-112');
	await page.getByRole('button', { name: 'To pomyłka, wróć do pytania' }).click();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByText('Coś innego albo nie wiem').click();
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByLabel('Opisz krótko, co się dzieje').fill('Nie świeci latarnia przy placu zabaw');
	await page.getByRole('button', { name: 'Dalej' }).click();
	await picture(phone, 'portal-5-form');
	await page.getByLabel('Gdzie to jest?').fill('park Sielanka, od ul. Czahary');
	for (let steps = 0; steps < 2; steps += 1)
		await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByRole('button', { name: 'Wyślij zgłoszenie' }).click();
	await page.getByText(/Dotarło do centrum. Numer/).waitFor();
	await picture(phone, 'portal-6-receipt');
	await page.getByRole('link', { name: 'Sprawdź zgłoszenie' }).last().click();
	await page.getByText('Dopisz coś do zgłoszenia').click();
	await picture(phone, 'portal-7-check');
}

mkdirSync(FOLDER, { recursive: true });
const product = await startProduct({ env: CITY_SETTINGS });
const city = new City(product);
try {
	const administrator = await city.at('desktop', 'administrator');
	await takeKiosk(city, administrator);
	await takeTablet(city, administrator);
	await picture(administrator, 'desktop-5-devices');
	await takeDesktop(city);
	await takePhone(city);
	await takeClocks(city);
	await takePortal(city);
	await takeChat(city);
	await takeTerms(city);
	await takeEditorial(city);
} finally {
	await city.close();
	await product.remove();
}
