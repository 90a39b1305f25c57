import type { DocumentAct, Workspace } from '#lib/client/state/workspace.svelte.ts';
import {
	LIMITS,
	MOST_BYTES_OF_ANYBODY,
	MOST_DOCUMENT_BYTES
} from '#lib/domain/ticket/arguments.ts';
import { PDF } from '#lib/domain/media-types.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Place } from './photos.ts';

/** @returns what is wrong with a file, in the words of whoever chose it; null where nothing is */
export async function documentFault(file: File, { receiptCode }: Place): Promise<string | null> {
	const { name } = file;
	const most = receiptCode === undefined ? MOST_DOCUMENT_BYTES : MOST_BYTES_OF_ANYBODY;
	if (file.size > most)
		return m.ticket_document_too_large({ name, size: Math.floor(most / 1_000_000) });
	// By how it begins: a name says nothing.
	const head = await file
		.slice(0, 5)
		.text()
		.catch(() => '');
	return head === '%PDF-' ? null : m.ticket_document_no_pdf({ name });
}

/**
 * Keeps a document and queues it for the ticket.
 * @throws what the database says when it cannot keep it
 */
export async function addDocument(workspace: Workspace, place: Place, file: File): Promise<void> {
	const bytes = new Blob([await file.arrayBuffer()], { type: PDF });
	const kept = await workspace.keepFile(bytes);
	await workspace.attach(documentAct(place, { ...kept, name: cleaned(file.name) }));
}

type Kept = { readonly sha256: string; readonly bytes: number; readonly name: string };

function documentAct({ ticketId: subject, receiptCode }: Place, kept: Kept): DocumentAct {
	const document = { sha256: kept.sha256, bytes: kept.bytes, name: kept.name };
	return receiptCode === undefined
		? { subject, name: 'ticket.attachDocument', args: { document } }
		: { subject, name: 'ticket.addDocument', args: { receiptCode, document } };
}

/** A name that can be shown and saved under anywhere; its end, which says what it is, stays. */
function cleaned(name: string): string {
	const plain = name.replaceAll(/[\p{C}/\\]/gu, ' ').trim();
	if (plain === '') return m.ticket_document_nameless();
	return plain.length <= LIMITS.fileName
		? plain
		: `${plain.slice(0, LIMITS.fileName - 5).trim()}…${plain.slice(-4)}`;
}

export const documentAddress = (ticketId: string, sha256: string): string =>
	`/api/tickets/${ticketId}/documents/${sha256}`;
