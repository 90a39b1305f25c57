import type { ImportContext } from '#lib/domain/article/import-row.ts';
import type { PersonRef } from '#lib/domain/article/values.ts';
import { REALIZATORS_AT_MOST } from '#lib/domain/article/fields.ts';
import type { Role } from '#lib/domain/org/roles.ts';
import type { Routed } from '#lib/domain/ticket/routing.ts';

/** What is asked of somebody who may be named in an article. */
export type Colleague = PersonRef & {
	readonly id: string;
	readonly roles: readonly Role[];
	readonly unitId: string | null;
	readonly cellId: string | null;
	readonly active: boolean;
};

export type Performers = ImportContext['people'];

/**
 * Whom an article names (fields 19 to 22) when a list does not say: the head of the cell or unit
 * coordinates, those who work there carry out. Where nobody works, the Director of WZKM sees to it
 * (§ 12(5)).
 * @returns null when there is not even a director
 */
export function performersFor(
	{ unitId, cellId }: Routed,
	colleagues: readonly Colleague[]
): Performers | null {
	const active = colleagues.filter((one) => one.active);
	const inCell = active.filter((one) => cellId !== null && one.cellId === cellId);
	const inUnit = active.filter((one) => one.unitId === unitId && one.cellId === null);
	const directors = active.filter(({ roles }) => roles.includes('director'));
	const first = (role: Role): Colleague | undefined =>
		[...inCell, ...inUnit].find(({ roles }) => roles.includes(role));
	const at = (home: readonly Colleague[]): readonly Colleague[] =>
		home.filter(({ roles }) => roles.some((role) => CARRIES_OUT.includes(role)));
	const [realizators = []] = [at(inCell), at(inUnit), directors].filter(({ length }) => length > 0);
	const [owner] = realizators;
	if (!owner) return null;
	return {
		owner: refTo(owner),
		coordinator: refTo(first('unitHead') ?? owner),
		authors: [refTo(owner)],
		realizators: realizators.slice(0, REALIZATORS_AT_MOST).map(refTo)
	};
}

const CARRIES_OUT: readonly Role[] = ['officeWorker', 'fieldWorker', 'unitHead'];

const refTo = ({ id, name }: Colleague): PersonRef => ({ id, name });
