// R9.4: two crews of one unit do the same work, neither with a network. Nothing that either wrote is lost.
import type { Device } from './device.ts';
import { expect, test } from './city.ts';
import { cardOf, sent, takeDown, unitField } from './steps.ts';

async function reportDone({ page }: Device, text: string): Promise<void> {
	await page.getByText('Wykonano', { exact: true }).click();
	await page.getByLabel('Co zrobiono').fill(text);
	await page.getByRole('button', { name: 'Zgłoś wykonanie' }).click();
	await expect(page.getByText('Wykonanie zgłoszone')).toBeVisible();
}

test('R9.4 two crews clash without a network: the first report counts, the second is kept and seen', async ({
	city
}) => {
	const matter = 'Oberwana rynna nad przystankiem';
	const [first, second] = ['Rynna zdjęta, teren zabezpieczony.', 'Rynny już nie było, sprawdzono.'];
	const consultant = await city.at('desktop', 'consultant');
	const { page } = consultant;
	await takeDown(consultant, matter);
	await page.getByRole('button', { name: 'Oznacz jako interwencję' }).click();
	await unitField(page).selectOption({ label: 'Zarząd Dróg i Transportu' });
	await page.getByRole('button', { name: 'Przekaż', exact: true }).click();

	const crew = await city.at('phone', 'fieldWorker');
	await cardOf(crew.page, matter).getByRole('link').click();
	await crew.page.getByRole('button', { name: 'Podejmij realizację' }).click();
	await sent(crew.page);
	const other = await city.at('phone', 'officeWorker');
	await other.page
		.getByRole('radiogroup', { name: 'Lista zgłoszeń' })
		.getByText('W realizacji', { exact: true })
		.click();
	await cardOf(other.page, matter).getByRole('link').click();
	await expect(other.page.getByText('Realizuje: Adam Zarzycki')).toBeVisible();

	await crew.goOffline(true);
	await other.goOffline(true);
	await reportDone(crew, first);
	await reportDone(other, second);
	await crew.goOffline(false);
	await sent(crew.page);
	await expect(page.getByText(first).first()).toBeVisible({ timeout: 60_000 });
	await other.goOffline(false);
	await sent(other.page);

	await expect(page.getByText('Druga informacja o wykonaniu: Wykonano')).toBeVisible({
		timeout: 60_000
	});
	await expect(page.getByText(second).first()).toBeVisible();
	await expect(page.getByText(first).first()).toBeVisible();
	await page.getByRole('button', { name: 'Zakończ zgłoszenie' }).click();
	await expect(page.getByText(/Zgłoszenie zakończone: na podstawie/)).toBeVisible();
	await expect(page.getByText(second).first()).toBeVisible();
});
