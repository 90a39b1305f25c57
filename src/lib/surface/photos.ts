import { downscale } from '#lib/client/photos/downscale.ts';
import { keptPicture, type KeptPhoto } from '#lib/client/photos/photo-store.ts';
import type { PhotoAct, Workspace } from '#lib/client/state/workspace.svelte.ts';
import { m } from '#lib/paraglide/messages.js';

/** The file is no picture that this browser can show; what to do about it is not to free space. */
export class UnreadablePhoto extends Error {}

/** What to do about a photograph that was not taken. */
export function photoFault(fault: unknown): string {
	console.error('A photograph could not be kept', fault);
	return fault instanceof UnreadablePhoto ? m.ticket_photo_unreadable() : m.ticket_photo_not_kept();
}

/** @returns it smaller, and without where it was taken @throws UnreadablePhoto */
export const readPhoto = (file: File): Promise<Blob> =>
	downscale(file).catch((cause: unknown) => {
		throw new UnreadablePhoto(file.type, { cause });
	});

/** Where a photograph or a document goes. */
export type Place = {
	readonly ticketId: string;
	/** Of whoever holds no more of the ticket. */
	readonly receiptCode?: string | undefined;
};

/** The act that shows a kept photograph on a ticket. */
export function photoAct({ ticketId: subject, receiptCode }: Place, kept: KeptPhoto): PhotoAct {
	const photo = { ...kept, type: 'image/jpeg', caption: '' } as const;
	return receiptCode === undefined
		? { subject, name: 'ticket.attachPhoto', args: { photo } }
		: { subject, name: 'ticket.addPhoto', args: { receiptCode, photo } };
}

/**
 * Keeps a photograph and queues it for the ticket.
 * @throws UnreadablePhoto; or what the database says when it cannot keep it
 */
export async function addPhoto(workspace: Workspace, place: Place, file: File): Promise<void> {
	const kept = await workspace.keepFile(await readPhoto(file));
	await workspace.attach(photoAct(place, kept));
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
