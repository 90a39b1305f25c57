import type { RequestHandler } from '@sveltejs/kit';
import * as v from 'valibot';
import { admitted } from '#lib/server/files/admission.ts';
import { findHeard, recordingPath } from '#lib/server/recordings/recording-store.ts';
import { serveRecording } from '#lib/server/recordings/serve-recording.ts';

const uuid = v.pipe(v.string(), v.uuid());

/** A recording to whoever said why they listen; whoever did not hears what they would if there were none. */
export const GET: RequestHandler = async ({ request, params: { id = '' }, url, locals }) => {
	const { actor, refusal } = await admitted(locals, 'ticket.recordings');
	if (refusal) return refusal;
	const { services } = locals;
	const entryId = url.searchParams.get('wpis') ?? '';
	if (actor.type !== 'staff' || !v.is(uuid, id) || !v.is(uuid, entryId)) return NOT_FOUND();
	const found = await findHeard(services.db, actor, { id, entryId, now: services.now() });
	if (!found) return NOT_FOUND();
	const path = recordingPath(services.filesDir, id);
	return (await serveRecording(request, path, found)) ?? NOT_FOUND();
};

const NOT_FOUND = () => new Response('Not found\n', { status: 404 });
