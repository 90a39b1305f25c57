import type { DeviceIdentity } from '#lib/client/state/identity.ts';
import type { Role } from '#lib/domain/org/roles.ts';

type Home = {
	readonly href: string;
	readonly roles: readonly Role[];
	/** Who works here too, and begins elsewhere. */
	readonly also?: readonly Role[];
};

/** Where people work; who has several roles begins at the first. */
const HOMES: readonly Home[] = [
	{ href: '/stanowisko', roles: ['consultant', 'supervisor'] },
	{ href: '/punkt', roles: ['clerk'] },
	{ href: '/redakcja', roles: ['editor', 'director'], also: ['unitHead'] },
	{ href: '/teren', roles: ['fieldWorker', 'officeWorker', 'unitHead'] },
	{ href: '/zarzadzanie', roles: ['administrator', 'plenipotentiary'] }
];

/** The surface of somebody with these roles; null where they have none of their own. */
export function homeOf(roles: readonly Role[]): string | null {
	const home = HOMES.find((one) => one.roles.some((role) => roles.includes(role)));
	return home?.href ?? null;
}

/** Who may be on a surface: the roles whose people work there. */
export function rolesAt(href: string): readonly Role[] {
	const home = HOMES.find((one) => one.href === href);
	return home ? [...home.roles, ...(home.also ?? [])] : [];
}

/** Where a device begins that was just enrolled: at a kiosk nobody signs in. */
export const homeOfDevice = (device: DeviceIdentity | null): string =>
	device?.class === 'kiosk' ? '/kiosk' : '/logowanie';

/** Any origin that nobody can write into an address. */
const HERE = 'https://here.invalid';

/**
 * Where somebody goes after signing in: where they came from, if that is a page of this app.
 * @param wanted from the address, so anything may stand in it
 */
export function afterSignIn(wanted: string | null, roles: readonly Role[]): string {
	// As a browser reads it: it takes tabs and line breaks out first, and "\\" for "/".
	const isOwnPage = wanted?.startsWith('/') && new URL(wanted, HERE).origin === HERE;
	return wanted !== null && isOwnPage ? wanted : (homeOf(roles) ?? '/');
}
