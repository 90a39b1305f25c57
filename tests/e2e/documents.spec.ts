// R6.2, R8.5: a fax with its scan, and a letter that a resident adds by the receipt.
import { readFile } from 'node:fs/promises';
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';
import { check, documentInput, takeDown } from './steps.ts';

const pdf = (name: string, text: string) => ({
	...{ name, mimeType: 'application/pdf' },
	buffer: Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`)
});

test('R6.2, R8.5 a scan is kept without a network, arrives, and is saved whole; a resident adds another', async ({
	city
}) => {
	const matter = 'Faks w sprawie numeru domu';
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	const code = await takeDown(consultant, matter, 'faks');
	await consultant.goOffline(true);
	const input = documentInput(page);
	await input.setInputFiles({ ...pdf('faks.pdf', ''), buffer: Buffer.from('to nie jest PDF') });
	await expect(page.getByText('To nie jest plik PDF: faks.pdf')).toBeVisible();
	const scan = pdf('skan faksu – str. 1.pdf', 'skan');
	await input.setInputFiles(scan);
	await expect(page.getByText('To nie jest plik PDF')).toHaveCount(0);
	await expect(page.getByText('skan faksu – str. 1.pdf').first()).toBeVisible();
	await isAccessible(page);
	// Waiting, it is kept on the device: a reload does not lose it.
	await page.reload();
	await expect(page.getByText('skan faksu – str. 1.pdf').first()).toBeVisible();
	await consultant.goOffline(false);
	const link = page.getByRole('link', { name: 'skan faksu – str. 1.pdf' });
	await expect(link).toBeVisible({ timeout: 60_000 });
	const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
	expect(download.suggestedFilename()).toBe('skan faksu – str. 1.pdf');
	expect(await readFile(await download.path())).toEqual(scan.buffer);

	const resident = city.device('phone');
	await resident.switchOn('/sprawdz');
	await check(resident.page, code, [page]);
	await resident.page.getByText('Dodaj zdjęcie lub dokument').click();
	await documentInput(resident.page).setInputFiles(pdf('pełnomocnictwo.pdf', 'odpowiedź'));
	await expect(resident.page.getByText('Dokumentów od Ciebie w zgłoszeniu: 1.')).toBeVisible({
		timeout: 60_000
	});
	await isAccessible(resident.page);
	await expect(page.getByRole('link', { name: 'pełnomocnictwo.pdf' })).toBeVisible({
		timeout: 60_000
	});
});
