import { DEMONSTRATION_PASSWORD, type SignIn } from '#lib/server/seed/demonstration.ts';
import type { Prepared } from './database-preparation.ts';
import type { Settings } from './settings.ts';
import { table } from './table.ts';

/** What is printed when everything runs: the address, who can sign in, what an operator should know. */
export function welcome(
	settings: Pick<Settings, 'host' | 'origin' | 'originIsGiven'>,
	{ isEmpty, signIns }: Prepared,
	elapsedMs: number
): string {
	const isOpen = !LOOPBACK.test(settings.host);
	const paragraphs = [
		`ŁCKzM runs at ${settings.origin} (ready after ${(elapsedMs / 1000).toFixed(1)} s, Ctrl+C stops it)`,
		...(signIns.length > 0 ? [signInTable(signIns)] : []),
		...(isEmpty ? [EMPTY] : []),
		...(isOpen && signIns.length > 0 ? [KNOWN_PASSWORDS] : []),
		...(isOpen && !settings.originIsGiven ? [originMissing(settings)] : [])
	];
	return paragraphs.join('\n\n');
}

const LOOPBACK = /^(?:localhost|127\.[\d.]+|::1)$/u;

const EMPTY =
	'The database is empty. `npm run -s lckm -- db seed` fills it with the demonstration city; ' +
	'`npm run -s lckm -- user add --help` tells how to begin with your own.';

const KNOWN_PASSWORDS =
	'Warning: other machines can reach this, and its passwords are in the README. Not for real data.';

const originMissing = ({ origin, host }: Pick<Settings, 'origin' | 'host'>): string =>
	`Note: listening on ${host}, but browsers are only served at ${origin}. ` +
	'Set ORIGIN to the address that people type in (https, or nothing works offline).';

/** Who can sign in to the demonstration city, with the one password. */
export function signInTable(signIns: readonly SignIn[]): string {
	const rows = signIns.map(({ role, login, name, where }) => [role, login, name, where]);
	return [
		`Demonstration city: invented people, all with the password ${DEMONSTRATION_PASSWORD}`,
		...table([['role', 'login', 'name', 'where'], ...rows]).map((line) => `  ${line}`)
	].join('\n');
}
