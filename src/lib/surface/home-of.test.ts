import { expect, test } from 'vitest';
import type { Role } from '#lib/domain/org/roles.ts';
import { homeOf } from './home-of.ts';

const CASES: readonly (readonly [roles: readonly Role[], home: string | null])[] = [
	[['consultant'], '/stanowisko'],
	[['supervisor'], '/stanowisko'],
	[['clerk'], '/punkt'],
	[['fieldWorker'], '/teren'],
	[['officeWorker'], '/teren'],
	[['unitHead'], '/teren'],
	[['administrator'], '/zarzadzanie'],
	[['plenipotentiary'], '/zarzadzanie'],
	[['plenipotentiary', 'consultant'], '/stanowisko'],
	[['editor'], null],
	[[], null]
];

test.each(CASES)('%j work at %s', (roles, home) => {
	expect(homeOf(roles)).toBe(home);
});
