import { error, redirect } from '@sveltejs/kit';
import type { PageData, PageName } from '#lib/domain/article/pages.ts';

type Asked = Readonly<Record<string, string>>;

/**
 * Asks this server for what a page is made of. Not a load function of the server: a single one would bring the
 * code for its answers into the first screen of every kiosk, 2 kB of it.
 * @throws what the server says in place of it, for the error page
 */
export async function askPage<Name extends PageName>(
	fetch: typeof globalThis.fetch,
	name: Name,
	asked: Asked | URLSearchParams
): Promise<PageData[Name]> {
	const response = await fetch(`/api/pages/${name}?${new URLSearchParams(asked).toString()}`);
	if (!response.ok) error(response.status, (await response.json()) as App.Error);
	return (await response.json()) as PageData[Name];
}

/** Numbers are written in capitals; old addresses, and people, write them small. */
export function canonical(number: string, addressOf: (ka: string) => string): string {
	const ka = number.toUpperCase();
	if (ka !== number) redirect(301, addressOf(ka));
	return ka;
}
