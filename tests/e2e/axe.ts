import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './city.ts';

/** What axe finds wrong with a page, each with the elements it is about. */
export async function violations(page: Page): Promise<readonly string[]> {
	// A colour on its way to another is neither: here every change is at once.
	await page.emulateMedia({ reducedMotion: 'reduce' });
	const found = await new AxeBuilder({ page }).analyze();
	return found.violations.map(
		({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`
	);
}

export const isAccessible = async (page: Page) => expect(await violations(page)).toEqual([]);
