// The tabs of one browser: which of them leads, and what a system does to those in the background.
import type { CDPSession, Page } from '@playwright/test';

/** Makes a tab recognisable among those that hold or want locks. */
async function badge(tab: Page): Promise<string> {
	return tab.evaluate(async () => {
		const name = (window.name ||= crypto.randomUUID());
		const held = await navigator.locks.query();
		const isWorn = held.held?.some((lock) => lock.name === name);
		if (!isWorn)
			await new Promise<void>((worn) => {
				void navigator.locks.request(name, () => {
					worn();
					return new Promise(() => undefined);
				});
			});
		return name;
	});
}

/** The tab that syncs for all, if any does, as a tab sees it that is not frozen. */
export async function leaderAmong(tabs: readonly Page[], asked: Page): Promise<Page | undefined> {
	// Anew each time, as a reload takes it off; a frozen tab keeps what it wears.
	for (const tab of tabs) if (!frozen.has(tab)) badges.set(tab, await badge(tab));
	const held = await asked.evaluate(async () => (await navigator.locks.query()).held ?? []);
	const leader = held.find(({ name }) => name?.startsWith('lckm-leader-person'));
	const worn = held.filter(({ clientId }) => clientId === leader?.clientId).map(({ name }) => name);
	return leader && tabs.find((tab) => worn.includes(badges.get(tab)));
}

const badges = new WeakMap<Page, string>();
const frozen = new Map<Page, CDPSession>();

/** What a system does to a tab in the background to save its battery: nothing of it runs any more. */
export async function freeze(tab: Page): Promise<void> {
	const session = await tab.context().newCDPSession(tab);
	frozen.set(tab, session);
	await session.send('Page.setWebLifecycleState', { state: 'frozen' });
}

export async function thaw(tab: Page): Promise<void> {
	const session = frozen.get(tab);
	frozen.delete(tab);
	await session?.send('Page.setWebLifecycleState', { state: 'active' });
	await session?.detach();
}
