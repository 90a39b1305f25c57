import { expect, test } from 'vitest';
import type { Role } from '#lib/domain/org/roles.ts';
import { afterSignIn, homeOf, homeOfDevice, rolesAt } from './home-of.ts';

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
	[['editor'], '/redakcja'],
	[['director', 'unitHead'], '/redakcja'],
	[[], null]
];

test.each(CASES)('%j work at %s', (roles, home) => {
	expect(homeOf(roles)).toBe(home);
});

test('a surface lets in those whose home it is', () => {
	expect(rolesAt('/teren')).toEqual(['fieldWorker', 'officeWorker', 'unitHead']);
	// Heads begin with their tickets, and write articles as well.
	expect(rolesAt('/redakcja')).toEqual(['editor', 'director', 'unitHead']);
	expect(rolesAt('/gdzies')).toEqual([]);
});

test('a kiosk begins with residents, every other device with signing in', () => {
	const device = { id: 'd', name: 'Tablet', placeId: 'p' };
	expect(homeOfDevice({ ...device, class: 'kiosk' })).toBe('/kiosk');
	expect(homeOfDevice({ ...device, class: 'tablet' })).toBe('/logowanie');
	expect(homeOfDevice(null)).toBe('/logowanie');
});

test.each([
	['/teren/zgloszenia/1', '/teren/zgloszenia/1'],
	[null, '/stanowisko'],
	['', '/stanowisko'],
	['//evil.example/', '/stanowisko'],
	['/\\evil.example', '/stanowisko'],
	['/\t/evil.example', '/stanowisko'],
	['/\n\\evil.example', '/stanowisko'],
	['/stanowisko?szukaj=a b', '/stanowisko?szukaj=a b'],
	['https://evil.example/', '/stanowisko'],
	['javascript:alert(1)', '/stanowisko']
])('after signing in, %j leads to %s', (wanted, href) => {
	expect(afterSignIn(wanted, ['consultant'])).toBe(href);
});
