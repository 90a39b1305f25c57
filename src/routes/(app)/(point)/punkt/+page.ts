import { redirect } from '@sveltejs/kit';

/** The work at a point begins with the Knowledge Base. */
export function load() {
	redirect(307, '/punkt/baza-wiedzy');
}
