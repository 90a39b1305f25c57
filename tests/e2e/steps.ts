// What people do at the surfaces, in their words; a test is a story told with these.
import { expect, type Locator, type Page } from '@playwright/test';
import { PEOPLE, type City } from './city.ts';
import type { Device } from './device.ts';
import { outboxOf } from './pitfalls/storage.ts';

const DEVICE_CLASSES = {
	kiosk: 'Infokiosk',
	tablet: 'Tablet punktu informacyjnego'
} as const;

/** R15.2: an administrator makes the code that enrols a device. */
export async function makePairingCode(
	{ page }: Device,
	wanted: { what: keyof typeof DEVICE_CLASSES; name: string; place: string }
): Promise<string> {
	await page.getByRole('radio', { name: DEVICE_CLASSES[wanted.what] }).check();
	await page.getByLabel('Nazwa').fill(wanted.name);
	await page.getByLabel('Gdzie stoi?').selectOption({ label: wanted.place });
	await page.getByRole('button', { name: 'Utwórz kod parowania' }).click();
	const spelled = page.getByRole('status').locator('.visually-hidden', { hasText: ',' });
	const code = (await spelled.innerText()).replaceAll(/[\s,]/gu, '');
	await page.getByRole('button', { name: 'Gotowe' }).click();
	return code;
}

/** A kiosk in the service hall, with the public Knowledge Base on it. */
export async function enrolKiosk(
	city: City,
	administrator: Device,
	name = 'Kiosk przy wejściu'
): Promise<Device> {
	const code = await makePairingCode(administrator, {
		what: 'kiosk',
		name,
		place: 'Sala obsługi ŁCKzM'
	});
	const kiosk = city.device('kiosk');
	await kiosk.switchOn('/kiosk');
	const { page } = kiosk;
	await page.getByLabel('Kod parowania').fill(code);
	await page.getByRole('button', { name: 'Połącz' }).click();
	await expect(page.getByRole('heading', { name: 'W czym możemy pomóc?' })).toBeVisible();
	await expect(page.getByRole('heading', { name: 'Albo wybierz temat' })).toBeVisible();
	await kiosk.isInstalled();
	return kiosk;
}

/** A tablet at an information point that a clerk has signed in at. */
export async function enrolTablet(
	city: City,
	administrator: Device,
	{ password, name = 'Tablet przy okienku' }: { password: string; name?: string }
): Promise<Device> {
	const code = await makePairingCode(administrator, {
		what: 'tablet',
		name,
		place: 'Punkt informacyjny Zachodnia 47'
	});
	const tablet = city.device('tablet');
	await tablet.switchOn('/parowanie');
	await tablet.page.getByLabel('Kod parowania').fill(code);
	await tablet.page.getByRole('button', { name: 'Połącz' }).click();
	await expect(tablet.page.getByText(`Urządzenie: ${name}`)).toBeVisible();
	await tablet.signIn(PEOPLE.clerk, password);
	await expect(tablet.page.getByRole('heading', { name: 'Wszystkie procedury' })).toBeVisible();
	await tablet.isInstalled();
	return tablet;
}

/** Types words into the kiosk's search. @returns the titles found, the best first */
export async function searchAtKiosk(page: Page, words: string): Promise<readonly string[]> {
	const box = page.getByLabel('Znajdź, jak załatwić sprawę');
	await box.fill('');
	await box.fill(words);
	const titles = page.getByRole('article').getByRole('heading');
	await expect(titles.first()).toBeVisible();
	return titles.allInnerTexts();
}

export type Report = { readonly description: string; readonly location: string };

/** § 1(2) first, then the intake step by step. @returns the code of the receipt */
export async function reportAtKiosk(
	page: Page,
	{ description, location }: Report
): Promise<string> {
	await expect(page.getByRole('heading', { name: 'Czy ktoś jest ranny' })).toBeVisible();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByText('Zgłosić coś, czym miasto ma się zająć').click();
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByLabel('Opisz krótko, co się dzieje').fill(description);
	await page.getByLabel('Gdzie to jest?').fill(location);
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByRole('button', { name: /Zapisz zgłoszenie|Wyślij zgłoszenie/ }).click();
	return readReceipt(page);
}

/** What staff type when they take a ticket down; the page is at "Nowe zgłoszenie". */
export async function writeDown(page: Page, description: string): Promise<void> {
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByLabel('Co się dzieje?').fill(description);
	await page.getByLabel('Gdzie?').fill('ul. Zachodnia 47');
}

/** A ticket taken down by staff, up to the receipt. */
export async function register({ page }: Device, description: string): Promise<void> {
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await writeDown(page, description);
	await page.getByRole('button', { name: /Zarejestruj|Zapisz/ }).click();
	await expect(page.getByRole('heading', { name: 'Zgłoszenie zapisane' })).toBeVisible();
}

/** The code as it is read out by a screen reader: sign by sign, in fours. */
export async function readReceipt(page: Page): Promise<string> {
	const receipt = page.locator('.receipt .visually-hidden');
	await expect(receipt).toBeAttached();
	return (await receipt.innerText()).replaceAll(/[\s,]/gu, '');
}

/** The ticket's card in whatever list is shown. */
export const cardOf = (page: Page, text: string) =>
	page.getByRole('article').filter({ hasText: text });

/** The same field stands in forms that are folded away. */
export const unitField = (page: Page) =>
	page.getByLabel('Jednostka', { exact: true }).filter({ visible: true });

/**
 * R9.2, R9.3: the consultant takes it, marks it as an intervention and forwards it.
 * @param unit where the article or the category does not point there by itself
 */
export async function takeMarkAndForward(
	{ page }: Device,
	description: string,
	unit?: string
): Promise<void> {
	await cardOf(page, description).getByRole('link').click();
	await page.getByRole('button', { name: 'Przyjmij zgłoszenie' }).click();
	await page.getByRole('button', { name: 'Oznacz jako interwencję' }).click();
	if (unit !== undefined) await unitField(page).selectOption({ label: unit });
	await page.getByRole('button', { name: 'Przekaż', exact: true }).click();
}

/** Taken down at the desk and taken charge of; the page stays with it. @returns the code of the receipt */
export async function takeDown(
	{ page }: Device,
	description: string,
	channel?: string
): Promise<string> {
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await writeDown(page, description);
	if (channel !== undefined)
		await page.getByLabel('Jak dotarło zgłoszenie?').selectOption({ label: channel });
	await page.getByRole('button', { name: 'Zarejestruj zgłoszenie' }).click();
	await expect(page.getByRole('heading', { name: 'Zgłoszenie zapisane' })).toBeVisible();
	const code = await readReceipt(page);
	await page.getByRole('link', { name: 'Zgłoszenia', exact: true }).click();
	await cardOf(page, description).getByRole('link').click();
	await page.getByRole('button', { name: 'Przyjmij zgłoszenie' }).click();
	await expect(page.getByRole('button', { name: 'Przyjmij zgłoszenie' })).toHaveCount(0);
	return code;
}

/** Opens what is folded away under this title. */
export async function unfold(page: Page, title: RegExp): Promise<Locator> {
	const form = page.locator('details').filter({ hasText: title });
	await form.locator('summary').click();
	return form;
}

/** Where photographs, or documents, of a ticket are chosen. */
export const photoInput = (page: Page) => page.locator('input[type=file][accept^="image/"]');
export const documentInput = (page: Page) =>
	page.locator('input[type=file][accept="application/pdf"]');

/** The server has answered everything that was written here. */
export const sent = (page: Page): Promise<void> =>
	expect.poll(async () => (await outboxOf(page)).every(({ outcome }) => outcome)).toBe(true);

/**
 * How far a ticket is, for whoever holds its receipt.
 * @param from the pages whose acts are to be told of: it is asked once, and not again by itself
 */
export async function check(page: Page, code: string, from: readonly Page[] = []): Promise<void> {
	for (const one of from) await sent(one);
	await page.goto(new URL('/sprawdz', page.url()).href);
	await page.getByLabel('Kod zgłoszenia').fill(code);
	await page.getByRole('button', { name: 'Sprawdź', exact: true }).click();
}
