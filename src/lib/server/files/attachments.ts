import { and, eq } from 'drizzle-orm';
import * as v from 'valibot';
import { may } from '#lib/domain/org/policy.ts';
import { PDF } from '#lib/domain/media-types.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import type { Visitor } from '../auth/visitor.ts';
import { blob, ticket, ticketBlob } from '../db/schema/index.ts';
import type { Services } from '../start.ts';
import { blobPath, isSha256, smallPath } from './blob-files.ts';
import { isPicture } from './file-type.ts';
import { NOT_FOUND, savedAs, sendFile } from './send-file.ts';

type Locals = { readonly services: Services; readonly visitor: () => Promise<Visitor> };
type Asked = { readonly ticketId: string; readonly sha256: string };

/**
 * A photograph to those who may see the ticket that shows it. Whoever may not hears what they would
 * hear if there were none.
 * @param asked.small of a list, not of a whole screen
 */
export async function servePhoto(
	locals: Locals,
	asked: Asked & { readonly small: boolean }
): Promise<Response> {
	const found = await admittedTo(locals, asked);
	if (found instanceof Response) return found;
	if (!isPicture(found.type)) return NOT_FOUND();
	const { services } = locals;
	const drawn = await services.redrawing.ready(asked.sha256);
	if (drawn !== 'ready') return drawn === 'waiting' ? LATER() : UNREADABLE();
	const path = (asked.small ? smallPath : blobPath)(services.filesDir, asked.sha256);
	return sendFile(services, path, {
		'content-type': 'image/jpeg',
		'content-disposition': 'inline'
	});
}

/** A document, to be saved under its name: nothing of it is opened within these pages. */
export async function serveDocument(locals: Locals, asked: Asked): Promise<Response> {
	const found = await admittedTo(locals, asked);
	if (found instanceof Response) return found;
	const name = nameIn(found.state, asked.sha256);
	if (found.type !== PDF || name === null) return NOT_FOUND();
	const { services } = locals;
	return sendFile(services, blobPath(services.filesDir, asked.sha256), {
		'content-type': PDF,
		'content-disposition': savedAs(name)
	});
}

function nameIn({ timeline }: Ticket, sha256: string): string | null {
	const found = timeline.findLast(
		(entry) => entry.type === 'documentAttached' && entry.document.sha256 === sha256
	);
	if (found?.type !== 'documentAttached') return null;
	const { name } = found.document;
	return /\.pdf$/iu.test(name) ? name : `${name}.pdf`;
}

const LATER = () => new Response('Being drawn\n', { status: 503, headers: { 'retry-after': '5' } });
/** It came, and is kept; it is no picture that can be shown. */
const UNREADABLE = () => new Response('No readable picture\n', { status: 415 });

type Found = { readonly state: Ticket; readonly type: string };

async function admittedTo(
	{ services, visitor }: Locals,
	{ ticketId, sha256 }: Asked
): Promise<Found | Response> {
	const { actor, revoked } = await visitor();
	if (revoked) return Response.json({ reason: 'revoked' }, { status: 403 });
	if (!v.is(v.pipe(v.string(), v.uuid()), ticketId) || !isSha256(sha256)) return NOT_FOUND();
	const [row] = await services.db
		.select({ state: ticket.state, type: blob.type })
		.from(ticketBlob)
		.innerJoin(ticket, and(eq(ticket.id, ticketBlob.ticketId), eq(ticket.month, ticketBlob.month)))
		.innerJoin(blob, eq(blob.sha256, ticketBlob.sha256))
		.where(and(eq(ticketBlob.ticketId, ticketId), eq(ticketBlob.sha256, sha256)));
	return row && may(actor, 'ticket.readAttachment', row.state) ? row : NOT_FOUND();
}
