import { downscale } from '#lib/client/photos/downscale.ts';
import { keptPicture } from '#lib/client/photos/photo-store.ts';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';

/** The file is no picture that this browser can show; what to do about it is not to free space. */
export class UnreadablePhoto extends Error {}

/**
 * Keeps a photograph, smaller and without where it was taken, and queues it for the ticket.
 * @throws UnreadablePhoto; or what the database says when it cannot keep it
 */
export async function addPhoto(
	workspace: Workspace,
	{ ticketId, file, caption }: { ticketId: string; file: File; caption: string }
): Promise<void> {
	const smaller = await downscale(file).catch((cause: unknown) => {
		throw new UnreadablePhoto(file.type, { cause });
	});
	const kept = await workspace.keepPhoto(smaller);
	await workspace.attachPhoto(ticketId, { ...kept, type: 'image/jpeg', caption });
}

/** Where a photograph is shown from, in a list and whole. */
export type PhotoAddress = { readonly url: string; readonly full: string };

/** This device's own bytes, or the server's. Revoke it after use. */
export async function photoAddress(
	{ db }: Workspace,
	ticketId: string,
	sha256: string
): Promise<PhotoAddress> {
	const picture = await keptPicture(db, sha256);
	if (picture) {
		const url = URL.createObjectURL(picture);
		return { url, full: url };
	}
	const full = `/api/tickets/${ticketId}/photos/${sha256}`;
	return { url: `${full}?miniatura`, full };
}
