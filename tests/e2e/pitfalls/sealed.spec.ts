// What residents write at a kiosk, as whoever carries the box away finds it.
import { expect, test } from '../city.ts';
import { cardOf, enrolKiosk, reportAtKiosk, searchAtKiosk } from '../steps.ts';
import { OUTBOX, outboxOf, readStore } from './storage.ts';

test('pitfall 8: nothing on the disk of a kiosk tells what was written on it, and it arrives whole', async ({
	city
}) => {
	const report = { description: 'Zalana piwnica sprzedawczyni', location: 'ul. Kryształowa 17' };
	const administrator = await city.at('desktop', 'administrator');
	const kiosk = await enrolKiosk(city, administrator, 'Kiosk przy kasach');
	const hasKey = async () =>
		(await readStore<{ key: string }>(kiosk.page, OUTBOX, 'meta')).some(
			({ key }) => key === 'sealingKey'
		);
	await expect.poll(hasKey).toBe(true);

	// Written without a network, also after the box was switched off and on.
	await kiosk.switchOff();
	await kiosk.switchOn('/kiosk', { offline: true });
	const { page } = kiosk;
	await searchAtKiosk(page, 'wyrwa w asfalcie');
	await cardOf(page, 'ubytków w nawierzchni').getByRole('link').click();
	await page.getByRole('button', { name: 'Zapytaj lub zgłoś' }).click();
	const code = await reportAtKiosk(page, report);
	await page.getByRole('button', { name: 'Zakończ' }).first().click();
	await expect(page.getByRole('heading', { name: 'W czym możemy pomóc?' })).toBeVisible();
	const waiting = await outboxOf(page);
	const sealed = ['sealed', 'kid', 'enc', 'text'];
	expect(waiting.map(({ command }) => Object.keys(command.args))).toEqual([sealed]);
	await kiosk.switchOff();
	const words = [report.description, report.location, code];
	expect(kiosk.filesWith(words)).toEqual([]);
	// It would be found: what is no secret lies there.
	expect(kiosk.filesWith([waiting[0]?.subject ?? '?'])).not.toEqual([]);

	// The box comes back to the network.
	await kiosk.switchOn('/kiosk');
	const consultant = await city.at('desktop', 'consultant');
	await expect(cardOf(consultant.page, report.description)).toBeVisible({ timeout: 30_000 });
	await cardOf(consultant.page, report.description).getByRole('link').click();
	await expect(
		consultant.page.getByRole('region', { name: 'Wybrane zgłoszenie' }).getByText(report.location)
	).toBeVisible();
	const resident = city.device('phone');
	await resident.switchOn('/sprawdz');
	await resident.page.getByLabel('Kod zgłoszenia').fill(code);
	await resident.page.getByRole('button', { name: 'Sprawdź', exact: true }).click();
	await expect(resident.page.getByText('zarejestrowane', { exact: true })).toBeVisible();
});
