// What is not right is said at its field, in Polish; nothing is sent or kept, and what was typed stays.
import type { Locator, Page } from '@playwright/test';
import { DEMONSTRATION_PASSWORD } from '../../src/lib/server/seed/demonstration.ts';
import { PEOPLE, expect, test } from './city.ts';
import { outboxOf } from './pitfalls/storage.ts';
import { cardOf, takeDown, unfold, unitField } from './steps.ts';

const REQUIRED = 'Uzupełnij to pole.';
type Attempt = {
	readonly button: string;
	/** By the labels of fields and groups: what is said at each of them. */
	readonly wrong: Readonly<Record<string, string>>;
	/** By the labels of fields: what is typed in them, and stays there. */
	readonly typed?: Readonly<Record<string, string>>;
};

/** Pages ask these by themselves whenever it is their time; what was written before may be on its way. */
const ASKED_BY_PAGES =
	/^(?:sync\..*|account\.me|device\.(?:report|sealingKey|list)|audit\.list|terms\.read|chat\.office|chatDesk\.(?:list|seen|ofTicket)|recording\.ofTicket|ticket\.hints|city\.facts)$/u;

/** Which procedures one request calls; several travel together. */
function proceduresOf(url: string): readonly string[] {
	const [, names = ''] = /\/api\/trpc\/([^?]+)/u.exec(url) ?? [];
	return names === '' ? [] : decodeURIComponent(names).split(',');
}

/** Types, presses the button, and sees that each field which is not right says so, and that nothing went. */
async function isRefused(form: Locator, { button, wrong, typed = {} }: Attempt): Promise<void> {
	const page = form.page();
	const before = await writtenOn(page);
	const sent: string[] = [];
	const listen = (request: { url(): string }) => {
		sent.push(...proceduresOf(request.url()));
	};
	for (const [label, text] of Object.entries(typed)) await fieldOf(form, label).fill(text);
	page.on('request', listen);
	await form.getByRole('button', { name: button, exact: true }).click();
	for (const [label, message] of Object.entries(wrong)) {
		const field = fieldOf(form, label);
		await expect(field).toHaveAttribute('aria-invalid', 'true');
		await expect(field).toHaveAccessibleDescription(new RegExp(escaped(message), 'u'));
	}
	for (const [label, text] of Object.entries(typed)) {
		const field = fieldOf(form, label);
		await expect(field).toHaveValue(text);
		if (!(label in wrong)) await expect(field).not.toHaveAttribute('aria-invalid', 'true');
	}
	page.off('request', listen);
	expect(sent.filter((name) => !ASKED_BY_PAGES.test(name))).toEqual([]);
	expect(await writtenOn(page)).toEqual(before);
}

const fieldOf = (form: Locator, label: string) =>
	form
		.getByLabel(label, { exact: true })
		.or(form.getByRole('radiogroup', { name: label, exact: true }))
		.filter({ visible: true });

const writtenOn = async (page: Page) => (await outboxOf(page)).map(({ id }) => id);

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

const main = (page: Page) => page.getByRole('main');

test('bad input at sign-in, pairing and the receipt says what to mend, and asks nobody', async ({
	city
}) => {
	const device = city.device('desktop');
	await device.switchOn('/logowanie');
	const { page } = device;
	await isRefused(main(page), {
		button: 'Zaloguj',
		typed: { Login: '' },
		wrong: {
			Login: 'Wpisz swój login, na przykład jan.kowalski.',
			Hasło: 'Wpisz hasło.'
		}
	});
	await page.getByLabel('Login').fill(PEOPLE.clerk);
	await page.getByLabel('Hasło', { exact: true }).fill(`${DEMONSTRATION_PASSWORD}?`);
	await page.getByRole('button', { name: 'Zaloguj', exact: true }).click();
	await expect(page.getByText('Login lub hasło są nieprawidłowe.')).toBeVisible();
	await expect(page.getByLabel('Login')).toHaveValue(PEOPLE.clerk);

	await device.open('/parowanie');
	await isRefused(main(page), {
		button: 'Połącz',
		typed: { 'Kod parowania': 'AB12' },
		wrong: { 'Kod parowania': 'Kod ma 8 znaków: litery i cyfry.' }
	});
	await device.open('/sprawdz');
	await isRefused(main(page), {
		button: 'Sprawdź',
		typed: { 'Kod zgłoszenia': 'ABC' },
		wrong: { 'Kod zgłoszenia': 'Kod ma 12 znaków: cyfry i litery' }
	});
});

test('bad input in the administration says what to mend, and changes nothing', async ({ city }) => {
	const device = await city.at('desktop', 'administrator');
	const { page } = device;
	await device.open('/zarzadzanie');
	await isRefused(main(page), {
		button: 'Utwórz kod parowania',
		typed: { Nazwa: '   ' },
		wrong: { Nazwa: 'Wpisz nazwę urządzenia.', 'Gdzie stoi?': 'Wybierz miejsce.' }
	});
	const chief = await city.at('desktop', 'plenipotentiary');
	await chief.open('/zarzadzanie/terminy');
	const hours = 'Wpisz całe godziny, od 1 do 2000.';
	for (const [takeOn, report] of [
		['0', '2001'],
		['1,5', ''],
		['-3', 'dużo']
	] as const)
		await isRefused(main(chief.page), {
			button: 'Zapisz termin',
			typed: { 'Godziny na podjęcie': takeOn, 'Godziny na wykonanie': report },
			wrong: { 'Godziny na podjęcie': hours, 'Godziny na wykonanie': hours }
		});
});

test('bad input at the desk says what to mend, and sends nothing', async ({ city }) => {
	const matter = 'Pytanie o godziny otwarcia, źle wypełniane';
	const device = await city.at('desktop', 'consultant');
	const { page } = device;
	await takeDown(device, matter);
	const contact = await unfold(page, /Zapisz kontakt poza systemem/u);
	await isRefused(contact, {
		button: 'Zapisz kontakt',
		typed: { 'Co ustalono': 'Oddzwonią do jutra.' },
		wrong: { 'Z kim': REQUIRED }
	});
	const outOfScope = await unfold(page, /To nie jest sprawa dla centrum/u);
	await isRefused(outOfScope, {
		button: 'Przekaż i zakończ',
		typed: { 'O co chodzi': '' },
		wrong: { Jednostka: REQUIRED, 'O co chodzi': REQUIRED }
	});
	const outside = await unfold(page, /To nie jest sprawa dla miasta/u);
	await isRefused(outside, {
		button: 'Zakończ',
		typed: { 'Do kogo przekazano': '' },
		wrong: { 'Do kogo przekazano': REQUIRED, 'Podstawa prawna': REQUIRED }
	});
	const note = page.locator('form').filter({ hasText: 'Dodaj notatkę' });
	await isRefused(note, { button: 'Dodaj notatkę', wrong: { Notatka: REQUIRED } });
	await page.getByRole('button', { name: 'Oznacz jako interwencję' }).click();
	const forward = page.locator('form').filter({ has: unitField(page), hasText: 'Wiadomość' });
	await expect(forward).toBeVisible();
	const message = forward.getByLabel('Wiadomość dla jednostki');
	await message.fill('Proszę o pilne działanie');
	await isRefused(forward, { button: 'Przekaż', wrong: { Jednostka: REQUIRED } });
	await expect(message).toHaveValue('Proszę o pilne działanie');
	const supervisor = await city.at('desktop', 'supervisor');
	await supervisor.open(new URL(page.url()).pathname);
	await isRefused(await unfold(supervisor.page, /Przekaż innemu konsultantowi/u), {
		button: 'Przekaż',
		typed: { Powód: 'Koniec zmiany' },
		wrong: { Konsultant: REQUIRED }
	});
});

test('bad input in the field says what to mend, without a network too', async ({ city }) => {
	const matter = 'Wyrwa w jezdni, źle wypełniana';
	const desk = await city.at('desktop', 'consultant');
	await takeDown(desk, matter);
	await desk.page.getByRole('button', { name: 'Oznacz jako interwencję' }).click();
	await unitField(desk.page).selectOption({ label: 'Zarząd Dróg i Transportu' });
	await desk.page.getByRole('button', { name: 'Przekaż', exact: true }).click();

	const phone = await city.at('phone', 'fieldWorker');
	const { page } = phone;
	await cardOf(page, matter).getByRole('link').click();
	const back = await unfold(page, /To nie nasza sprawa/u);
	await isRefused(back, {
		button: 'Zwróć do konsultanta',
		wrong: { 'Dlaczego zwracasz zgłoszenie?': REQUIRED }
	});
	await phone.goOffline(true);
	await page.getByRole('button', { name: 'Podejmij realizację' }).click();
	const report = page.locator('form').filter({ hasText: 'Jak to się skończyło?' });
	await expect(report).toBeVisible();
	await isRefused(report, {
		button: 'Zgłoś wykonanie',
		typed: { 'Co zrobiono': '' },
		wrong: { 'Jak to się skończyło?': REQUIRED, 'Co zrobiono': REQUIRED }
	});
	await phone.goOffline(false);
});
