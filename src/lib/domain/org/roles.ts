import type { Desk } from '../ticket/vocabulary.ts';

/** Who people are in the ordinance's words (§ 2, § 12–15). A person may have several roles. */
export const ROLES = [
	'consultant', // konsultant, § 2(8)
	'supervisor', // kierownik oddziału konsultantów
	'clerk', // pracownik I linii wsparcia w punkcie informacyjnym, § 2(9)
	'fieldWorker', // pracownik II linii wsparcia w terenie, § 2(10)
	'officeWorker', // pracownik II linii wsparcia w biurze, § 2(10)
	'unitHead', // kierownik komórki lub jednostki, § 12
	'editor', // redaktor Bazy Wiedzy w WZKM
	'director', // Dyrektor WZKM, § 12(5)
	'plenipotentiary', // Pełnomocnik, § 15(1)
	'administrator' // Wydział Informatyki, § 15(2)
] as const;
export type Role = (typeof ROLES)[number];

/** II linia wsparcia: whoever carries tickets out, in the office or outdoors. */
export const SECOND_LINE = [
	'fieldWorker',
	'officeWorker',
	'unitHead'
] as const satisfies readonly Role[];

export const isSecondLine = (roles: readonly Role[]): boolean =>
	SECOND_LINE.some((role) => roles.includes(role));

/** What a device is for decides what may lie on it. */
export const DEVICE_CLASSES = ['kiosk', 'tablet', 'phone', 'desktop'] as const;
export type DeviceClass = (typeof DEVICE_CLASSES)[number];

export type StaffActor = {
	readonly type: 'staff';
	readonly id: string;
	readonly name: string;
	readonly roles: readonly Role[];
	readonly desk: Desk | null;
	readonly unitId: string | null;
	readonly cellId: string | null;
	/** The place of the enrolled device this person works at, if any. */
	readonly placeId: string | null;
};

/** A kiosk: enrolled, but nobody is signed in; it acts for the resident who stands before it. */
export type DeviceActor = {
	readonly type: 'device';
	readonly id: string;
	readonly class: DeviceClass;
	readonly placeId: string;
};

export type Anonymous = { readonly type: 'anonymous' };

export type Actor = StaffActor | DeviceActor | Anonymous;
