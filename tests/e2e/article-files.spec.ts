// § 12(3), R12.3: a file from a head's disk to the portal and to a tablet without a network.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { odt, pdf, xlsx } from '../support/documents.ts';
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';

const KA = 'ZDIT-MPK-ODW';
const NAME = 'Wniosek o kartę – „nowy” wzór';
const APPLICATION = Buffer.from(
	pdf({ title: 'Wniosek o kartę', author: 'ZDiT', text: 'Wniosek', isTagged: true })
);

const chosen = (name: string, bytes: Uint8Array) => ({
	...{ name, mimeType: '', buffer: Buffer.from(bytes) }
});
/** Of the document that was added last. */
const inputOf = (page: Page) => page.locator('input[type=file]').last();

test('R12.3 a file is kept offline, looked into, reviewed, published, and handed out without a network', async ({
	city
}) => {
	const head = await city.at('desktop', 'unitHead');
	const { page } = head;
	await head.open(`/redakcja/edycja?ka=${KA}`);
	await expect(page.getByLabel('Sposób załatwienia sprawy')).not.toBeEmpty();
	await page.getByRole('button', { name: 'Dodaj: Do złożenia' }).click();
	await page.getByRole('textbox', { name: 'Nazwa dokumentu' }).last().fill('Wniosek o kartę');

	// What it is, its content says; what is wrong is said at the field, and nothing of it stays.
	await inputOf(page).setInputFiles(chosen('notatki.pdf', Buffer.from('to nie jest PDF')));
	await expect(page.getByText('notatki.pdf: to nie jest PDF, ODT ani DOCX.')).toBeVisible();
	await inputOf(page).setInputFiles(chosen('tabela.docx', xlsx()));
	await expect(page.getByText('tabela.docx: to nie jest PDF, ODT ani DOCX.')).toBeVisible();
	await page.getByRole('button', { name: 'Usuń: tabela.docx' }).click();
	await inputOf(page).setInputFiles(chosen('makra.odt', odt({ hasMacros: true })));
	await expect(page.getByText('makra.odt: w pliku są makra.')).toBeVisible();
	await page.getByRole('button', { name: 'Przekaż do redakcji' }).click();
	await expect(page.getByText('Plik musi być w formacie .pdf')).toBeVisible();
	await page.getByRole('button', { name: 'Usuń: makra.odt' }).click();
	await page.getByLabel('Rodzaj dokumentu').last().selectOption('wniosek do wypełnienia');

	// Without a network it waits on the device, also over a reload.
	await head.goOffline(true);
	await inputOf(page).setInputFiles(chosen('wniosek.pdf', APPLICATION));
	await expect(page.getByText('Czeka na wysłanie.')).toBeVisible();
	await page.getByLabel('Nazwa pliku, którą zobaczą mieszkańcy').fill(NAME);
	await page.getByRole('button', { name: 'Przekaż do redakcji' }).click();
	await expect(page.getByText('Poczekaj, aż pliki się wyślą')).toBeVisible();
	await isAccessible(page);
	await page.waitForTimeout(1000);
	await page.reload();
	await expect(page.getByLabel('Nazwa pliku, którą zobaczą mieszkańcy')).toHaveValue(NAME);
	await expect(page.getByText('Czeka na wysłanie.')).toBeVisible();
	await head.goOffline(false);
	await expect(page.getByText('Tytuł we właściwościach')).toBeVisible({ timeout: 60_000 });
	await expect(page.getByText('Wniosek o kartę', { exact: true })).toBeVisible();
	await expect(page.getByText('nie ma znaczników dostępności')).toHaveCount(0);
	// One more that somebody should look at.
	await inputOf(page).setInputFiles(chosen('przyklad.pdf', pdf()));
	await expect(page.getByText('W pliku nie ma tytułu.')).toBeVisible({ timeout: 60_000 });
	await page.getByLabel('To przykład wypełnienia').last().check();
	await isAccessible(page);
	await page.getByRole('button', { name: 'Przekaż do redakcji' }).click();
	await expect(page.getByText('czeka na rozpatrzenie')).toBeVisible();

	// The editor sees what the files say of themselves, and publishes.
	const editor = await city.at('desktop', 'editor');
	await editor.page.getByRole('link', { name: 'Odwołanie od opłaty dodatkowej' }).first().click();
	await expect(editor.page.getByRole('heading', { name: 'Pliki' })).toBeVisible();
	await expect(editor.page.getByText('W pliku nie ma autora.')).toBeVisible();
	await expect(editor.page.locator('ins')).toContainText(NAME);
	await isAccessible(editor.page);
	const shown = editor.page.locator('img').first();
	await expect
		.poll(() => shown.evaluate((img) => (img as HTMLImageElement).naturalWidth))
		.toBe(340);
	await editor.page.getByRole('button', { name: 'Opublikuj' }).click();
	await editor.page.getByRole('dialog').getByRole('button', { name: 'Opublikuj' }).click();
	await expect(editor.page.getByText(`Artykuł ${KA} jest już w portalu i w BIP.`)).toBeVisible();

	// On the page that the server makes, for whoever has no script.
	const html = await (await city.product.fetch(`/procedura/${KA}`)).text();
	const [, address = ''] = /href="(\/api\/documents\/[\da-f]{64})"/u.exec(html) ?? [];
	expect(Buffer.from(await (await city.product.fetch(address)).arrayBuffer())).toEqual(APPLICATION);

	// A tablet has it, and hands it out without a network.
	const tablet = await city.at('tablet', 'clerk');
	await tablet.open('/punkt/baza-wiedzy');
	await tablet.page.getByText('Pliki dokumentów bez połączenia').click();
	await expect(tablet.page.getByRole('radio', { name: /^Wszystkie/ })).toBeChecked();
	await expect(tablet.page.getByText(/^Na urządzeniu są wszystkie wybrane pliki/)).toBeVisible({
		timeout: 60_000
	});
	await isAccessible(tablet.page);
	await tablet.goOffline(true);
	await tablet.open(`/punkt/baza-wiedzy/${KA}`);
	const link = tablet.page.getByRole('link', { name: NAME });
	const [download] = await Promise.all([tablet.page.waitForEvent('download'), link.click()]);
	expect(download.suggestedFilename()).toBe(`${NAME}.pdf`);
	expect(await readFile(await download.path())).toEqual(APPLICATION);

	// Chosen otherwise, they are gone; what is not here says so, and leads back.
	await tablet.open('/punkt/baza-wiedzy');
	await tablet.page.getByText('Pliki dokumentów bez połączenia').click();
	await tablet.page.getByRole('radio', { name: 'Żadnych' }).check();
	const kept = () =>
		tablet.page.evaluate(async () => (await (await caches.open('lckm-files')).keys()).length);
	await expect.poll(kept).toBe(0);
	await tablet.open(`/punkt/baza-wiedzy/${KA}`);
	await link.click();
	await expect(
		tablet.page.getByRole('heading', { name: 'Tego pliku nie ma na urządzeniu' })
	).toBeVisible();
	await tablet.page.getByRole('link', { name: 'Wróć' }).click();
	await expect(tablet.page.getByRole('link', { name: 'Baza Wiedzy' }).first()).toBeVisible();
});

test('of what was kept nothing stays when the person has left', async ({ city }) => {
	const tablet = await city.at('tablet', 'clerk');
	const kept = () => tablet.page.evaluate(() => caches.has('lckm-files'));
	await expect.poll(kept).toBe(true);
	await tablet.signOut();
	await expect.poll(kept).toBe(false);
});
