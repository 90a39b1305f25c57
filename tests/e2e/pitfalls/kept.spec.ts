// What a screen said is kept, is kept: the device may go at that very instant.
import type { Page } from '@playwright/test';
import { expect, test, type City } from '../city.ts';
import type { Device } from '../device.ts';
import { cardOf, readReceipt, writeDown } from '../steps.ts';
import { ROUND_MS, ROUNDS } from './rounds.ts';
import { outboxOf } from './storage.ts';

/** How a page goes away without having been asked. */
const ENDS = {
	'a killed browser': {
		end: (device: Device) => device.kill(),
		begin: (device: Device, at: string) => device.switchOn(at, { offline: true })
	},
	'a reload': {
		end: async ({ page }: Device) => {
			await page.reload();
		},
		begin: (device: Device, at: string) => device.open(at)
	}
} as const;

for (const [what, { end, begin }] of Object.entries(ENDS)) {
	test(`pitfall 12: what the receipt says is kept survives ${what}`, async ({ city }) => {
		test.setTimeout(60_000 + ROUNDS * ROUND_MS);
		const tablet = await settledTablet(city);
		const written: string[] = [];
		for (let round = 1; round <= ROUNDS; round++) {
			const description = `Zapadnięta płyta chodnika, ${what} ${round}`;
			await writeDown(tablet.page, description);
			const receipt = endsWithTheReceipt(tablet, end);
			await tablet.page.getByRole('button', { name: /Zapisz/ }).click({ noWaitAfter: true });
			const code = await receipt;
			await begin(tablet, '/punkt/nowe');
			written.push(description);
			const kept = await outboxOf(tablet.page);
			expect(kept.map(({ command }) => command.args['description'])).toEqual(written);
			expect(kept.at(-1)?.command.args['receiptCode']).toBe(code);
		}
		// It is not only there, it also arrives, once.
		await tablet.goOffline(false);
		await tablet.open('/punkt/zgloszenia');
		for (const description of written)
			await expect(
				cardOf(tablet.page, description).filter({ hasText: 'zarejestrowane' })
			).toHaveCount(1);
	});
}

/** Without a network, and with its cookies on the disk: Chromium writes them down when it ends in order. */
async function settledTablet(city: City): Promise<Device> {
	const tablet = await city.at('tablet', 'clerk');
	await tablet.switchOff();
	await tablet.switchOn('/punkt/nowe', { offline: true });
	return tablet;
}

/** Ends the page the moment the receipt is drawn. @returns the code that was to be read on it */
async function endsWithTheReceipt(
	device: Device,
	end: (device: Device) => Promise<void>
): Promise<string> {
	const { page } = device;
	const drawn = await page.evaluateHandle(() => {
		const drawn = new Promise<string>((resolve) => {
			const observer = new MutationObserver(() => {
				const receipt = document.querySelector('.receipt .visually-hidden');
				if (receipt) resolve(receipt.textContent);
			});
			observer.observe(document.body, { childList: true, subtree: true });
		});
		return { drawn };
	});
	const text = await drawn.evaluate(({ drawn }) => drawn);
	await end(device);
	return text.replaceAll(/[\s,]/gu, '');
}

test('pitfall 12: what is written is on the disk, not on its way there, when the power is cut', async ({
	city
}) => {
	const tablet = await city.at('tablet', 'clerk');
	await tablet.goOffline(true);
	await tablet.page.addInitScript(noteDurability);
	await tablet.open('/punkt/nowe');
	await writeDown(tablet.page, 'Zerwana siatka przy boisku');
	await tablet.page.getByRole('button', { name: /Zapisz/ }).click();
	await readReceipt(tablet.page);
	const durabilities = await noted(tablet.page);
	expect(durabilities.length).toBeGreaterThan(0);
	expect(new Set(durabilities)).toEqual(new Set(['strict']));
});

/** Chromium reports a relaxed transaction as done when the system has it, which a power cut takes along. */
function noteDurability(): void {
	const durabilities: string[] = [];
	Object.assign(window, { durabilities });
	// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the database it is of
	const { transaction } = IDBDatabase.prototype;
	IDBDatabase.prototype.transaction = function (...args) {
		const begun = transaction.apply(this, args);
		if (this.name === 'lckm-outbox' && begun.mode === 'readwrite')
			durabilities.push(begun.durability);
		return begun;
	};
}

const noted = (page: Page): Promise<readonly string[]> =>
	page.evaluate(() => (window as unknown as { durabilities: string[] }).durabilities);

test('pitfall 14: a draft that cannot be removed is no reason to take a ticket down twice', async ({
	city
}) => {
	const tablet = await city.at('tablet', 'clerk');
	await tablet.page.addInitScript(() => {
		// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the store it is of
		const remove = IDBObjectStore.prototype.delete;
		IDBObjectStore.prototype.delete = function (key) {
			if (this.name === 'drafts') throw new DOMException('On purpose', 'UnknownError');
			return remove.call(this, key);
		};
	});
	await tablet.open('/punkt/nowe');
	await writeDown(tablet.page, 'Kępa barszczu przy placu zabaw');
	await tablet.page.getByRole('button', { name: /Zarejestruj/ }).click();
	await expect(tablet.page.getByRole('heading', { name: 'Zgłoszenie zapisane' })).toBeVisible();
	expect(await outboxOf(tablet.page)).toHaveLength(1);
});
