import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { and, eq } from 'drizzle-orm';
import * as v from 'valibot';
import { may } from '#lib/domain/org/policy.ts';
import type { Visitor } from '../auth/visitor.ts';
import { blob, ticket, ticketBlob } from '../db/schema/index.ts';
import type { Services } from '../start.ts';
import { blobPath, isSha256, smallPath } from './blob-files.ts';

/** What came from outside is shown as a picture or not at all; a copy of it stays nowhere. */
const HEADERS = {
	'content-security-policy': "sandbox; default-src 'none'",
	'x-content-type-options': 'nosniff',
	'cross-origin-resource-policy': 'same-origin',
	'content-disposition': 'inline',
	'cache-control': 'no-store'
} as const;

export type PhotoRequest = {
	readonly ticketId: string;
	readonly sha256: string;
	/** Of a list, not of a whole screen. */
	readonly small: boolean;
};

/**
 * A photograph to those who may see the ticket that shows it. Whoever may not hears what they would
 * hear if there were none.
 */
export async function servePhoto(
	{ services, visitor }: { services: Services; visitor: () => Promise<Visitor> },
	asked: PhotoRequest
): Promise<Response> {
	const { actor, revoked } = await visitor();
	if (revoked) return Response.json({ reason: 'revoked' }, { status: 403 });
	const found = await findPhoto(services, asked);
	if (!found || !may(actor, 'ticket.readPhoto', found.state)) return NOT_FOUND();
	const drawn = await services.redrawing.ready(asked.sha256);
	if (drawn !== 'ready') return drawn === 'waiting' ? LATER() : UNREADABLE();
	const path = (asked.small ? smallPath : blobPath)(services.filesDir, asked.sha256);
	const file = await stat(path).catch((fault: unknown) => {
		services.report(fault, 'reading a photograph');
		return null;
	});
	if (!file) return NOT_FOUND();
	const headers = { ...HEADERS, 'content-type': 'image/jpeg', 'content-length': String(file.size) };
	return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, { headers });
}

const LATER = () => new Response('Being drawn\n', { status: 503, headers: { 'retry-after': '5' } });
/** It came, and is kept; it is no picture that can be shown. */
const UNREADABLE = () => new Response('No readable picture\n', { status: 415 });
const NOT_FOUND = () => new Response('Not found\n', { status: 404 });

async function findPhoto({ db }: Services, { ticketId, sha256 }: PhotoRequest) {
	if (!v.is(v.pipe(v.string(), v.uuid()), ticketId) || !isSha256(sha256)) return null;
	const [row] = await db
		.select({ state: ticket.state })
		.from(ticketBlob)
		.innerJoin(ticket, and(eq(ticket.id, ticketBlob.ticketId), eq(ticket.month, ticketBlob.month)))
		.innerJoin(blob, eq(blob.sha256, ticketBlob.sha256))
		.where(and(eq(ticketBlob.ticketId, ticketId), eq(ticketBlob.sha256, sha256)));
	return row ?? null;
}
