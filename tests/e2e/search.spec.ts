// RA2.2, R6.1: the search of a device is there at once after the first time, and is always of today's articles.
import type { Page } from '@playwright/test';
import { expect, test } from './city.ts';
import { enrolKiosk, searchAtKiosk } from './steps.ts';

test('R6.1 the index is kept, read at the next start without a network, and made anew when it must be', async ({
	city
}) => {
	const kiosk = await enrolKiosk(city, await city.at('desktop', 'administrator'));
	const { page } = kiosk;
	const [first] = await searchAtKiosk(page, 'wyrwa w asfalcie');
	expect(first).toContain('ubytków w nawierzchni');
	await expect.poll(() => keptIndex(page, 'look')).toBe('kept');

	// Marked, so that it is seen whether it was read or made once more.
	expect(await keptIndex(page, 'mark')).toBe('marked');
	await kiosk.goOffline(true);
	await page.reload();
	expect(await searchAtKiosk(page, 'wyrwa w asfalcie')).toContain(first);
	expect(await keptIndex(page, 'look')).toBe('marked');

	// One that cannot be read, or is of something else, costs nothing but the making.
	for (const how of ['spoil', 'age'] as const) {
		await keptIndex(page, how);
		await page.reload();
		expect(await searchAtKiosk(page, 'wyrwa w asfalcie')).toContain(first);
		await expect.poll(() => keptIndex(page, 'look')).toBe('kept');
	}
	await kiosk.goOffline(false);
});

/** Looks at the kept index past the product's own code, or changes it. */
function keptIndex(page: Page, what: 'look' | 'mark' | 'spoil' | 'age'): Promise<string> {
	return page.evaluate(async (how) => {
		const names = (await indexedDB.databases()).map(({ name = '' }) => name);
		const db = await new Promise<IDBDatabase>((resolve) => {
			const request = indexedDB.open(names.find((name) => name.startsWith('lckm-rows-')) ?? '');
			request.onsuccess = () => {
				resolve(request.result);
			};
		});
		const answered = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve) => {
				request.onsuccess = () => {
					resolve(request.result);
				};
			});
		const meta = () => db.transaction('meta', 'readwrite').objectStore('meta');
		type Kept = { value: { of: string; bytes: Uint8Array; marked?: true } } | undefined;
		try {
			const kept = (await answered(meta().get('searchIndex'))) as Kept;
			if (!kept) return 'nothing';
			const { of, bytes } = kept.value;
			const changes = {
				look: kept.value,
				mark: { of, bytes, marked: true },
				spoil: { of, bytes: bytes.slice(0, 100), marked: true },
				age: { of: `1${of}`, bytes, marked: true }
			} as const;
			const value = changes[how];
			if (how !== 'look') await answered(meta().put({ key: 'searchIndex', value }));
			return 'marked' in value && value.marked ? 'marked' : 'kept';
		} finally {
			db.close();
		}
	}, what);
}
