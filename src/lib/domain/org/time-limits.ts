/**
 * How long a unit may take (R9.4, R15.1): in working hours, by unit and category. "Without delay" is the
 * ordinance's word; how much that is, the Pełnomocnik says.
 */
import * as v from 'valibot';

const uuid = v.pipe(v.string(), v.uuid());
/** A working year; whoever types more has slipped. */
const LONGEST_HOURS = 2000;
const hours = v.pipe(
	v.number('required'),
	v.integer('wholeHours'),
	v.minValue(1, 'wholeHours'),
	v.maxValue(LONGEST_HOURS, 'wholeHours')
);

/** Null stands for all units, or for all categories. */
export const limitedSchema = v.strictObject({
	unitId: v.nullable(uuid),
	categoryId: v.nullable(uuid)
});
export type Limited = Readonly<v.InferOutput<typeof limitedSchema>>;

export const allowanceSchema = v.strictObject({
	/** From being forwarded until somebody takes it on. */
	takeOnHours: hours,
	/** From being taken on until its end is reported, § 9(4). */
	reportHours: hours
});
export type Allowance = Readonly<v.InferOutput<typeof allowanceSchema>>;

export const wantedLimitSchema = v.strictObject({
	...limitedSchema.entries,
	...allowanceSchema.entries
});
export type TimeLimit = Limited & Allowance & { readonly id: string };

/** Where nobody has said anything: a working day, and a working week. */
export const USUAL: Allowance = { takeOnHours: 8, reportHours: 40 };

/** The most exact one counts: unit and category, the unit, the category, all. */
export function allowanceFor(limits: readonly TimeLimit[], subject: Limited): Allowance {
	const { unitId, categoryId } = subject;
	const asked: readonly Limited[] = [
		{ unitId, categoryId },
		{ unitId, categoryId: null },
		{ unitId: null, categoryId },
		{ unitId: null, categoryId: null }
	];
	for (const one of asked) {
		const found = limits.find(
			(limit) => limit.unitId === one.unitId && limit.categoryId === one.categoryId
		);
		if (found) return found;
	}
	return USUAL;
}
