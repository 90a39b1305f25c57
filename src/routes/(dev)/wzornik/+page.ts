import { dev } from '$app/environment';
import { error } from '@sveltejs/kit';

export const prerender = false;

/** For those who build the product; a built one knows no such page. */
export function load() {
	if (!dev) error(404);
}
