import type { Drafts } from '#lib/client/state/drafts.ts';

const PREFIX = 'lckm-draft:';

/** What is typed outlives a reload and not the tab: for what nobody else at this computer may find. */
export const sessionDrafts: Drafts = {
	load: (key) => {
		try {
			return Promise.resolve(JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null') as unknown);
		} catch {
			return Promise.resolve(null);
		}
	},
	save: (key, value) => {
		sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
		return Promise.resolve();
	},
	drop: (key) => {
		sessionStorage.removeItem(PREFIX + key);
		return Promise.resolve();
	}
};
