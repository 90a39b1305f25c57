import { readOne } from '#lib/client/db/rows.ts';
import { app } from '#lib/client/state/app.svelte.ts';
import type { Channel } from '#lib/domain/ticket/vocabulary.ts';
import type { PageLoad } from './$types';

/** § 3(1): a kiosk belongs to the service hall or to an information point, and so do its tickets. */
export const load: PageLoad = async ({ parent }): Promise<{ channel: Channel }> => {
	await parent();
	const { workspace } = app;
	const placeId = workspace?.identity.device?.placeId;
	const place = workspace && placeId ? await readOne(workspace.rows, 'place', placeId) : null;
	return { channel: place?.kind ?? 'hall' };
};
