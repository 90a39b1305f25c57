// R8.5: e-mail about a ticket, with consent, and without it again.
import { isAccessible } from './axe.ts';
import { expect, test } from './city.ts';
import { cardOf, check, readReceipt } from './steps.ts';

test('R8.5 a resident agrees to e-mail, is written to, and stops it by the receipt', async ({
	city,
	mailbox
}) => {
	const question = 'Gdzie w Łodzi oddać stare farby?';
	const address = 'jan.kowalski@example.pl';
	const mine = () => mailbox.received.filter(({ to }) => to.includes(address));
	const resident = city.device('phone');
	await resident.switchOn('/');
	const { page } = resident;
	await page.getByRole('link', { name: 'Zapytaj', exact: false }).last().click();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByLabel('Twoje pytanie').fill(question);
	await page.getByRole('button', { name: 'Dalej' }).click();
	const consent = page.getByLabel('Chcę dostawać e-maile o zgłoszeniu');
	// Without an address there is nothing to agree to.
	await expect(consent).toHaveCount(0);
	await page.getByLabel('Adres e-mail').fill(address);
	await expect(consent).not.toBeChecked();
	await consent.check();
	await isAccessible(page);
	await page.getByRole('button', { name: 'Dalej' }).click();
	await page.getByRole('button', { name: 'Wyślij zgłoszenie' }).click();
	await expect(page.getByText(/Dotarło do centrum. Numer: /)).toBeVisible();
	const code = await readReceipt(page);
	await expect.poll(() => mine().length, { timeout: 60_000 }).toBe(1);
	expect(mine()[0]?.subject).toMatch(/zarejestrowaliśmy zgłoszenie$/u);
	expect(mine()[0]?.raw).not.toContain(code);

	await check(page, code);
	await expect(page.getByText('Piszemy do Ciebie o tym zgłoszeniu')).toBeVisible();
	await page.getByRole('button', { name: 'Nie chcę więcej e-maili' }).click();
	await expect(page.getByText('Piszemy do Ciebie o tym zgłoszeniu')).toHaveCount(0);

	// Whoever handles it sees that, too.
	const consultant = await city.at('desktop', 'consultant');
	await cardOf(consultant.page, question).getByRole('link').click();
	await expect(consultant.page.getByText('Mieszkaniec nie chce więcej e-maili')).toBeVisible();
});
