// § 12: a head amends an article, WZKM reviews and publishes it, and it is everywhere at once.
import { civilDayOf } from '../../src/lib/domain/calendar.ts';
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';
import { dump } from './pitfalls/storage.ts';
import { enrolKiosk } from './steps.ts';

const KA = 'ZDIT-PRZYST';
const TITLE = 'Wniosek o korzystanie z przystanków';
const NEW_SENTENCE = 'Zadzwoń pod numer alarmowy drogowców i podaj nazwę ulicy.';

test('R12.1, R12.2, R12.4 a head amends, the editor sees the difference and publishes, a kiosk shows it', async ({
	city
}) => {
	const administrator = await city.at('desktop', 'administrator');
	const kiosk = await enrolKiosk(city, administrator);
	const head = await city.at('desktop', 'unitHead');
	const editor = await city.at('desktop', 'editor');

	await head.page.getByRole('link', { name: 'Baza Wiedzy' }).click();
	await expect(head.page.getByRole('heading', { name: 'Redakcja Bazy Wiedzy' })).toBeVisible();
	await isAccessible(head.page);
	await head.page.getByRole('link', { name: 'Znajdź artykuł do zmiany' }).click();
	await head.page.getByLabel('Czego dotyczy sprawa?').fill('korzystanie z przystanków');
	await head.page.getByRole('link', { name: TITLE }).click();
	await head.page.getByRole('link', { name: 'Zaproponuj zmianę' }).click();
	const handling = head.page.getByLabel('Sposób załatwienia sprawy');
	await expect(handling).not.toBeEmpty();
	const before = await handling.inputValue();
	await isAccessible(head.page);

	// Bad input is told at its field, and nothing is sent.
	await handling.fill('');
	const fee = head.page.getByLabel('Opłata skarbowa', { exact: true });
	const asked = await fee.inputValue();
	await fee.fill('');
	await head.page.getByRole('button', { name: 'Przekaż do redakcji' }).click();
	await expect(head.page.getByText('To pole trzeba wypełnić.')).toBeVisible();
	await expect(head.page.getByText('Podaj opłatę, a gdy jej nie ma')).toBeVisible();
	await expect(handling).toBeFocused();
	await fee.fill(asked);

	// What is typed without a network stays, also over a reload.
	await head.goOffline(true);
	await handling.fill(`${before}\n${NEW_SENTENCE}`);
	await head.page.getByLabel('Uwagi dla redakcji').fill('Nowy numer od dzisiaj.');
	await head.page.getByRole('button', { name: 'Przekaż do redakcji' }).click();
	await expect(head.page.getByText('Bez połączenia nie można przekazać')).toBeVisible();
	await head.page.waitForTimeout(1000);
	await head.page.reload();
	await expect(head.page.getByText('Wczytano zmiany zapisane na tym urządzeniu.')).toBeVisible();
	await expect(handling).toHaveValue(`${before}\n${NEW_SENTENCE}`);
	await head.goOffline(false);
	await head.page.getByRole('button', { name: 'Przekaż do redakcji' }).click();
	await expect(head.page.getByText('czeka na rozpatrzenie')).toBeVisible();

	// The editor sees what is put in, word by word, sends it back once, and publishes.
	await editor.open('/redakcja');
	await editor.page.getByRole('link', { name: TITLE }).click();
	await expect(editor.page.getByText('Nowy numer od dzisiaj.')).toBeVisible();
	await expect(editor.page.locator('ins')).toContainText(NEW_SENTENCE);
	await expect(editor.page.locator('del')).toHaveCount(0);
	await isAccessible(editor.page);
	await editor.page.getByRole('button', { name: 'Odeślij do poprawy' }).click();
	await expect(editor.page.getByText('Uzupełnij to pole.')).toBeVisible();
	await editor.page.getByLabel('Co poprawić?').fill('Dopisz godziny.');
	await editor.page.getByRole('button', { name: 'Odeślij do poprawy' }).click();
	await expect(editor.page.getByText('Odesłane do poprawy. Autor zobaczy')).toBeVisible();

	await head.page.reload();
	await expect(head.page.getByText('Dopisz godziny.')).toBeVisible();
	await head.page.getByRole('link', { name: 'Popraw i przekaż ponownie' }).click();
	await expect(head.page.getByText('Dopisz godziny.')).toBeVisible();
	await handling.fill(`${before}\n${NEW_SENTENCE} Czynne całą dobę.`);
	await head.page.getByRole('button', { name: 'Przekaż do redakcji' }).click();
	await expect(head.page.getByText('czeka na rozpatrzenie')).toBeVisible();

	await editor.page.reload();
	await expect(editor.page.locator('ins')).toContainText('Czynne całą dobę.');
	await editor.page.getByRole('button', { name: 'Opublikuj' }).click();
	await editor.page.getByRole('dialog').getByRole('button', { name: 'Opublikuj' }).click();
	await expect(editor.page.getByText(`Artykuł ${KA} jest już w portalu i w BIP.`)).toBeVisible();

	// A kiosk has it, and keeps it without a network.
	await kiosk.open(`/kiosk/artykul/${KA}`);
	await expect(kiosk.page.getByText('Czynne całą dobę.')).toBeVisible();
	await kiosk.goOffline(true);
	await kiosk.page.reload();
	await expect(kiosk.page.getByText('Czynne całą dobę.')).toBeVisible();

	// BIP has it at once, and keeps the version before.
	expect(await (await city.product.fetch('/bip/artykuly.json')).text()).toContain(NEW_SENTENCE);
	expect(await (await city.product.fetch(`/bip/${KA}`)).text()).toContain('Monika Madej');
	const former = await (await city.product.fetch(`/bip/${KA}/wersja/1`)).text();
	expect(former).toContain('To jest wersja archiwalna.');
	expect(former).not.toContain(NEW_SENTENCE);

	// The version before is in the history, marked as what it is.
	await editor.page.getByRole('link', { name: 'Historia wersji' }).click();
	await expect(editor.page.getByText('Czynne całą dobę.')).toBeVisible();
	await expect(editor.page.getByText(/Danuta Szulc, /)).toBeVisible();
	await expect(editor.page.getByText(/Monika Madej, /)).toBeVisible();
	await editor.page.getByRole('button', { name: 'Wersja 1' }).click();
	await expect(editor.page.getByText('To nie jest obowiązująca wersja')).toBeVisible();
	await expect(editor.page.getByText('Czynne całą dobę.')).toHaveCount(0);
	await isAccessible(editor.page);
});

test('RA2.3 a version for tomorrow takes over at midnight, at a kiosk without a network that nobody touches', async ({
	city
}) => {
	const administrator = await city.at('desktop', 'administrator');
	const kiosk = await enrolKiosk(city, administrator, 'Kiosk o północy');
	const director = await city.at('desktop', 'director');
	const editor = await city.at('desktop', 'editor');
	const title = 'Uzgodnienie lokalizacji lub przebudowy urządzeń';

	// R12.5 on the Director's own initiative.
	await director.open('/redakcja/edycja?ka=ZDIT-INFRA');
	await director.page.getByLabel('Informacje uzupełniające').fill('Od jutra inaczej.');
	await director.page.getByRole('button', { name: 'Przekaż do redakcji' }).click();
	await expect(director.page.getByText('czeka na rozpatrzenie')).toBeVisible();
	await editor.open('/redakcja');
	await editor.page.getByRole('link', { name: title }).click();
	await editor.page.getByText('Od początku dnia').click();
	const day = editor.page.getByLabel('Pierwszy dzień');
	await day.fill('2020-01-01');
	await editor.page.getByRole('button', { name: 'Opublikuj' }).click();
	await expect(editor.page.getByText('Podaj dzień, który jeszcze nie minął.')).toBeVisible();
	const tomorrow = civilDayOf(new Date(Date.now() + 24 * 60 * 60_000));
	await day.fill(tomorrow);
	await editor.page.getByRole('button', { name: 'Opublikuj' }).click();
	await editor.page.getByRole('dialog').getByRole('button', { name: 'Opublikuj' }).click();
	await expect(editor.page.getByText('w tej postaci zacznie obowiązywać')).toBeVisible();

	const { page } = kiosk;
	await kiosk.open('/kiosk/artykul/ZDIT-INFRA');
	await expect(page.getByRole('heading', { name: title })).toBeVisible();
	await expect(page.getByText('Od jutra inaczej.')).toHaveCount(0);
	// The version lies on the device before the network goes.
	await expect.poll(async () => JSON.stringify(await dump(page))).toContain('Od jutra inaczej.');
	await kiosk.goOffline(true);
	await page.clock.setSystemTime(`${tomorrow}T00:00:10+01:00`);
	await expect(page.getByText('Od jutra inaczej.')).toBeVisible({ timeout: 60_000 });
});
