import { firstDayOf } from '#lib/domain/retention.ts';
import { SATISFACTIONS, type Kind, type Satisfaction } from '#lib/domain/ticket/vocabulary.ts';

export type Count = {
	/** Year × 12 + month. */
	readonly month: number;
	readonly unitId: string | null;
	readonly kind: Kind;
	readonly answer: Satisfaction;
	readonly answers: number;
};

export type Row = Readonly<Record<Satisfaction, number>> & {
	readonly key: string;
	/** RRRR-MM. */
	readonly month: string;
	readonly unitId: string | null;
	readonly kind: Kind;
	/** How many of a hundred said that it was settled, rounded. */
	readonly settledPercent: number;
};

/** One row for each month, unit and kind, in the order in which they came. */
export function inRows(counts: readonly Count[]): readonly Row[] {
	const groups = Map.groupBy(counts, ({ month, unitId, kind }) => `${month} ${unitId} ${kind}`);
	return [...groups].flatMap(([key, group]) => {
		const [first] = group;
		if (!first) return [];
		const said = Object.fromEntries(
			SATISFACTIONS.map((answer) => [
				answer,
				group.reduce((sum, one) => sum + (one.answer === answer ? one.answers : 0), 0)
			])
		) as Record<Satisfaction, number>;
		const all = SATISFACTIONS.reduce((sum, answer) => sum + said[answer], 0);
		const { unitId, kind } = first;
		const month = firstDayOf(first.month).slice(0, 7);
		const settledPercent = Math.round((said.settled / all) * 100);
		return [{ ...said, key, month, unitId, kind, settledPercent }];
	});
}
