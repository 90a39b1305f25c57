import type { RequestHandler } from '@sveltejs/kit';

/** For the telephone exchange alone: it shows its secret, and no cookie counts here. */
const answer: RequestHandler = ({ request, locals }) => locals.services.recordings.handle(request);

export const POST = answer;
export const PATCH = answer;
export const HEAD = answer;
export const OPTIONS = answer;
