// Every surface on the narrowest screen and at twice the size (WCAG 2.2, 1.4.10 and 1.4.4), with targets
// that a finger can hit, and without what axe finds wrong.
import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './city.ts';
import type { Device } from './device.ts';
import { cardOf, enrolKiosk } from './steps.ts';

/** 320 CSS pixels are also what 1280 become at four times the size. */
const NARROW = { width: 320, height: 640 };
const SMALLEST_TARGET = 44;

/** What sticks out to the right, so that the whole page would scroll sideways. */
const overflow = (page: Page): Promise<number> =>
	page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Buttons, fields and links that are smaller than a fingertip; a link in a sentence may be (2.5.8). */
const smallTargets = (page: Page): Promise<readonly string[]> =>
	page.evaluate((smallest) => {
		const isInSentence = (element: Element) =>
			element.matches('p a, li a, dd a') && getComputedStyle(element).display === 'inline';
		const isHidden = (element: Element) =>
			element.matches('.visually-hidden, .visually-hidden *, [aria-hidden=true] *') ||
			!element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
		// The label around a box can be hit too, and a card's link covers the card. The link that skips to
		// the content is one pixel until somebody tabs to it.
		const hitArea = (element: Element) => element.closest('label, article') ?? element;
		return [...document.querySelectorAll('a, button, input, select, textarea, summary')]
			.filter((element) => !isHidden(element) && !isInSentence(element))
			.map((element) => ({ element, box: hitArea(element).getBoundingClientRect() }))
			.filter(
				({ box }) => box.width > 1 && (box.height < smallest - 0.5 || box.width < smallest - 0.5)
			)
			.map(({ element, box }) => `${element.outerHTML.slice(0, 120)} ${box.width}×${box.height}`);
	}, SMALLEST_TARGET);

async function expectRoom(device: Device, addresses: readonly string[]): Promise<void> {
	for (const address of addresses) {
		await device.open(address);
		const { page } = device;
		await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
		expect(await overflow(page), `${address} scrolls sideways`).toBeLessThanOrEqual(0);
		expect(await smallTargets(page), `targets at ${address}`).toEqual([]);
		expect(await violations(page), address).toEqual([]);
	}
}

test('the portal and the sign-in', async ({ city }) => {
	const phone = city.device('phone');
	await phone.switchOn('/');
	await expect(phone.page.getByRole('heading', { name: 'Tematy' })).toBeVisible();
	await phone.page.setViewportSize(NARROW);
	await expectRoom(phone, [
		'/',
		'/baza-wiedzy',
		'/baza-wiedzy/ZDIT-DZIURY',
		'/sprawdz',
		'/logowanie',
		'/parowanie',
		'/nie-ma-takiej'
	]);
});

test('the field phone', async ({ city }) => {
	const phone = await city.at('phone', 'fieldWorker');
	await expect(phone.page.getByRole('article').first()).toBeVisible();
	const href = await phone.page.getByRole('article').first().getByRole('link').getAttribute('href');
	await phone.page.setViewportSize(NARROW);
	await expectRoom(phone, ['/teren', href ?? '', '/teren/do-wyslania']);
});

test('the tablet', async ({ city }) => {
	const tablet = await city.at('tablet', 'clerk');
	await tablet.page.setViewportSize(NARROW);
	await expectRoom(tablet, [
		'/punkt/baza-wiedzy',
		'/punkt/nowe',
		'/punkt/zgloszenia',
		'/punkt/sprawdz',
		'/punkt/do-wyslania'
	]);
});

test('the desktop and the administration', async ({ city }) => {
	const desk = await city.at('desktop', 'consultant');
	await expect(cardOf(desk.page, '').first()).toBeVisible();
	const href = await desk.page.getByRole('article').first().getByRole('link').getAttribute('href');
	await desk.page.setViewportSize(NARROW);
	await expectRoom(desk, [href ?? '', '/stanowisko/nowe', '/stanowisko/baza-wiedzy']);
	const administrator = await city.at('desktop', 'administrator');
	await administrator.page.setViewportSize(NARROW);
	await expectRoom(administrator, ['/zarzadzanie']);
	const chief = await city.at('desktop', 'plenipotentiary');
	await chief.page.setViewportSize(NARROW);
	await expectRoom(chief, ['/zarzadzanie/jednostki']);
});

test('the editorial office', async ({ city }) => {
	const head = await city.at('desktop', 'unitHead');
	await head.page.setViewportSize(NARROW);
	await expectRoom(head, ['/redakcja', '/redakcja/edycja', '/redakcja/edycja?ka=KA-01622']);
	const editor = await city.at('desktop', 'editor');
	await editor.page.setViewportSize(NARROW);
	await expectRoom(editor, [
		'/redakcja/baza-wiedzy',
		'/redakcja/artykul/ZDIT-DZIURY',
		'/redakcja/historia/ZDIT-DZIURY',
		'/redakcja/wyszukiwanie'
	]);
});

test('the kiosk, with letters twice the size', async ({ city }) => {
	const administrator = await city.at('desktop', 'administrator');
	const kiosk = await enrolKiosk(city, administrator);
	for (const scale of ['100', '200']) {
		await kiosk.page.evaluate((size) => {
			document.documentElement.dataset['textScale'] = size;
		}, scale);
		expect(await overflow(kiosk.page), `at ${scale} %`).toBeLessThanOrEqual(0);
		expect(await smallTargets(kiosk.page), `at ${scale} %`).toEqual([]);
		expect(await violations(kiosk.page), `at ${scale} %`).toEqual([]);
	}
});
