import type { Role } from '#lib/domain/org/roles.ts';

type Home = { readonly href: string; readonly roles: readonly Role[] };

/** Where people work; who has several roles begins at the first. */
const HOMES: readonly Home[] = [
	{ href: '/stanowisko', roles: ['consultant', 'supervisor'] },
	{ href: '/punkt', roles: ['clerk'] },
	{ href: '/teren', roles: ['fieldWorker', 'officeWorker', 'unitHead'] },
	{ href: '/zarzadzanie', roles: ['administrator', 'plenipotentiary'] }
];

/** The surface of somebody with these roles; null where they have none of their own. */
export function homeOf(roles: readonly Role[]): string | null {
	const home = HOMES.find((one) => one.roles.some((role) => roles.includes(role)));
	return home?.href ?? null;
}
