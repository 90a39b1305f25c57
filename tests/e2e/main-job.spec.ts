// The main job, from a resident's words at a kiosk without a network to "zakończone" on their receipt.
import { DEMONSTRATION_PASSWORD } from '../../src/lib/server/seed/demonstration.ts';
import { expect, test, type City } from './city.ts';
import type { Device } from './device.ts';
import {
	cardOf,
	enrolKiosk,
	enrolTablet,
	photoInput,
	readReceipt,
	reportAtKiosk,
	searchAtKiosk,
	takeMarkAndForward
} from './steps.ts';

/** How a network goes away: for the device alone, or for everybody as there is nobody to talk to. */
const WAYS = {
	'the browser goes offline': {
		goAway: async (_city: City, devices: readonly Device[]) => {
			for (const device of devices) await device.goOffline(true);
		},
		comeBack: async (_city: City, devices: readonly Device[]) => {
			for (const device of devices) await device.goOffline(false);
		},
		offline: true
	},
	'the server stops': {
		goAway: async ({ product }: City) => {
			await product.stop();
		},
		comeBack: async ({ product }: City) => {
			await product.start();
		},
		offline: false
	}
} as const;

/** What residents call it, and what it is called in the Knowledge Base. */
const SEARCHES = [
	['gdzie oddać starą kanapę', /Punkcie Selektywnego Zbierania Odpadów/],
	['psa chce adoptowac', /Adopcja zwierzęcia bezdomnego/],
	['wyrwa w asfalcie', /ubytków w nawierzchni jezdni/]
] as const;

for (const [way, { goAway, comeBack, offline }] of Object.entries(WAYS)) {
	test(`the main job, when ${way} (R1.2, R3.1, R9.1–R9.6, R13.1)`, async ({ city }) => {
		const hole = `Wyrwa w jezdni, głęboka na dłoń (${way})`;
		const question = `Ile kosztuje adopcja psa? (${way})`;

		const administrator = await city.at('desktop', 'administrator');
		const kiosk = await enrolKiosk(city, administrator);
		const tablet = await enrolTablet(city, administrator, { password: DEMONSTRATION_PASSWORD });
		const consultant = await city.at('desktop', 'consultant');
		const phone = await city.at('phone', 'fieldWorker');
		await expect(consultant.page.getByText('W kolejce')).toBeVisible();
		await expect(phone.page.getByText('Do podjęcia')).toBeVisible();

		// The network goes away, and both devices are switched off and on again.
		await kiosk.switchOff();
		await tablet.switchOff();
		await goAway(city, []);
		await kiosk.switchOn('/kiosk', { offline });
		await tablet.switchOn('/punkt', { offline });

		for (const [words, title] of SEARCHES) {
			const titles = await searchAtKiosk(kiosk.page, words);
			expect(titles[0], words).toMatch(title);
		}
		await cardOf(kiosk.page, 'ubytków w nawierzchni').getByRole('link').click();
		await expect(kiosk.page.getByRole('heading', { level: 1 })).toContainText('ubytków');
		await kiosk.page.getByRole('button', { name: 'Zapytaj lub zgłoś' }).click();
		await expect(kiosk.page.getByText('112').first()).toBeVisible();
		await expect(kiosk.page.getByText('To urządzenie nie ma teraz połączenia')).toBeVisible();
		const code = await reportAtKiosk(kiosk.page, {
			description: hole,
			location: 'ul. Zgierska 130'
		});
		expect(code).toMatch(/^[0-9A-Z]{12}$/);
		await expect(kiosk.page.getByText('Zgłoszenie wyślemy, gdy wróci sieć')).toBeVisible();
		// The next person finds nothing of the one before.
		await kiosk.page.getByRole('button', { name: 'Zakończ' }).first().click();
		await expect(kiosk.page.getByRole('heading', { name: 'W czym możemy pomóc?' })).toBeVisible();
		await expect(kiosk.page.getByText(hole)).toHaveCount(0);

		await registerQuestion(tablet, question);
		await tablet.page.getByRole('button', { name: 'Następne zgłoszenie' }).click();
		await tablet.page.getByRole('link', { name: 'Moje zgłoszenia' }).click();
		await expect(cardOf(tablet.page, question)).toContainText('czeka na wysłanie');

		// The network returns: each arrives once, on a desktop that nobody reloads.
		const opened = await consultant.page.evaluate(() => performance.timeOrigin);
		await comeBack(city, [kiosk, tablet]);
		await expect(cardOf(consultant.page, hole)).toHaveCount(1, { timeout: 60_000 });
		await expect(cardOf(consultant.page, question)).toHaveCount(1, { timeout: 60_000 });
		await expect(cardOf(consultant.page, hole)).toContainText(/\d{6}/);
		await expect(cardOf(tablet.page, question)).toContainText('zarejestrowane');

		await takeMarkAndForward(consultant, hole);
		await expect(
			consultant.page.getByText('Sprawę ma teraz: Zarząd Dróg i Transportu')
		).toBeVisible();

		// The phone has it within seconds, goes offline, and does the whole work there.
		await expect(cardOf(phone.page, hole)).toBeVisible();
		await phone.goOffline(true);
		await doTheWork(phone, hole);
		await phone.goOffline(false);

		await expect(
			consultant.page.getByRole('heading', { name: /na podstawie informacji z jednostki/ })
		).toBeVisible({ timeout: 60_000 });
		await expect(consultant.page.getByText('Masa bitumiczna na gorąco').first()).toBeVisible();
		await expect(consultant.page.getByRole('img', { name: 'Zdjęcie' })).toBeVisible();
		await consultant.page.getByRole('button', { name: 'Zakończ zgłoszenie' }).click();
		await expect(consultant.page.getByText(/Zgłoszenie zakończone: na podstawie/)).toBeVisible();
		expect(await consultant.page.evaluate(() => performance.timeOrigin)).toBe(opened);

		// R9.6, seen by the resident at home.
		const resident = city.device('phone');
		await resident.switchOn('/sprawdz');
		await resident.page.getByLabel('Kod zgłoszenia').fill(code);
		await resident.page.getByRole('button', { name: 'Sprawdź', exact: true }).click();
		await expect(resident.page.getByText('zakończone', { exact: true })).toBeVisible();

		// Exactly once, by the server's own account too.
		await expect(cardOf(consultant.page, hole)).toHaveCount(0);
		await consultant.page.getByText('Zakończone', { exact: true }).click();
		await expect(cardOf(consultant.page, hole)).toHaveCount(1);
	});
}

async function registerQuestion({ page }: Device, question: string): Promise<void> {
	await page.getByRole('link', { name: 'Nowe zgłoszenie' }).click();
	await page.getByRole('button', { name: 'Nie, nikomu nic nie grozi' }).click();
	await page.getByText('Zapytanie', { exact: true }).click();
	await page.getByLabel('O co pyta mieszkaniec?').fill(question);
	await page.getByRole('button', { name: 'Zapisz – wyślemy, gdy wróci sieć' }).click();
	await expect(page.getByRole('heading', { name: 'Zgłoszenie zapisane' })).toBeVisible();
	expect(await readReceipt(page)).toMatch(/^[0-9A-Z]{12}$/);
}

async function doTheWork({ page }: Device, description: string): Promise<void> {
	await cardOf(page, description).getByRole('link').click();
	await page.getByRole('button', { name: 'Podejmij realizację' }).click();
	await page.getByLabel('Notatka').fill('Na miejscu. Zabezpieczono pachołkami.');
	await page.getByRole('button', { name: 'Dodaj notatkę' }).click();
	await photoInput(page).setInputFiles('static/icon-512.png');
	await expect(page.getByRole('img').first()).toBeVisible();
	await page.getByText('Wykonano', { exact: true }).click();
	await page.getByLabel('Co zrobiono').fill('Masa bitumiczna na gorąco, 0,4 m².');
	await page.getByRole('button', { name: 'Zgłoś wykonanie' }).click();
	await expect(page.getByText('Wykonanie zgłoszone')).toBeVisible();
	await expect(page.getByText('czeka na wysłanie').first()).toBeVisible();
}
