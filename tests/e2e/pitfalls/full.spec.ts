// A device without room: nothing is lost in silence, and what was missed comes when there is room again.
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from '../city.ts';
import type { Device } from '../device.ts';
import { cardOf, register, writeDown } from '../steps.ts';
import { outboxOf } from './storage.ts';

test('pitfall 16: on a full disk a ticket is kept, or stays in its form with the reason', async ({
	city
}) => {
	const description = 'Zgłoszenie na pełnym dysku';
	const tablet = await city.at('tablet', 'clerk');
	const makeRoom = await fillUp(tablet, '/punkt/nowe');
	const { page } = tablet;
	await writeDown(page, description);
	const save = page.getByRole('button', { name: /Zapisz|Zarejestruj/ });
	await save.click();
	const receipt = page.getByRole('heading', { name: 'Zgłoszenie zapisane' });
	const reason = page.getByText('Nie udało się zapisać');
	await expect(receipt.or(reason)).toBeVisible();
	const isKept = await receipt.isVisible();
	console.log(`» on a full disk a ticket is ${isKept ? 'kept' : 'refused, with the reason'}`);
	expect(await outboxOf(page)).toHaveLength(isKept ? 1 : 0);

	// With room again the same form is enough, and there is one ticket.
	if (!isKept) await expect(page.getByLabel('Co się dzieje?')).toHaveValue(description);
	await makeRoom();
	if (!isKept) await save.click();
	await expect(receipt).toBeVisible();
	expect(await outboxOf(page)).toHaveLength(1);
	await tablet.open('/punkt/zgloszenia');
	await expect(cardOf(page, description).filter({ hasText: 'zarejestrowane' })).toHaveCount(1);
});

test('pitfall 16: a full disk does not end the sync; with room again the news come in', async ({
	city
}) => {
	const description = 'Zgłoszenie, na które nie było miejsca';
	const consultant = await city.at('desktop', 'consultant');
	const makeRoom = await fillUp(consultant, '/stanowisko');
	const tablet = await city.at('tablet', 'clerk');
	await register(tablet, description);
	await expect(tablet.page.getByText('Dotarło do centrum pod numerem')).toBeVisible();
	await expect(cardOf(consultant.page, description)).toHaveCount(0);
	await makeRoom();
	await expect(cardOf(consultant.page, description)).toHaveCount(1, { timeout: 60_000 });
});

/**
 * Starts a device anew, without room. Chromium goes by what it knew of the room left for half a minute,
 * so that it must not have looked before.
 */
async function fillUp(device: Device, at: string): Promise<() => Promise<void>> {
	await device.switchOff();
	await device.switchOn('/healthz');
	const session = await device.page.context().newCDPSession(device.page);
	await setQuota(session, device.page, 1);
	await device.open(at);
	return () => setQuota(session, device.page, null);
}

/** @param bytes null for as many as there are */
async function setQuota(session: CDPSession, page: Page, bytes: number | null): Promise<void> {
	const { origin } = new URL(page.url());
	const quota = bytes === null ? {} : { quotaSize: bytes };
	await session.send('Storage.overrideQuotaForOrigin', { origin, ...quota });
}
