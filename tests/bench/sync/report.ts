// Rounds to medians, medians to rows, rows to a table.
import type { ContenderName } from './contenders.ts';
import type { Profile } from './contract.ts';
import type { Round } from './round.ts';

export const TIMES = ['firstLoadMs', 'delta1Ms', 'delta100Ms', 'push1000Ms'] as const;
const NUMBERS = [...TIMES, 'secondStartMs', 'delta1Bytes', 'bytesDown', 'heapPeakMb'] as const;
const EXTRAS = ['changeGzipBytes', 'secondStartBytes', 'searchableMs', 'drain500Ms'] as const;

export type Outcome = {
	readonly name: ContenderName;
	readonly title: string;
	readonly isPeer: boolean;
	readonly rounds: readonly Round[];
	readonly sizes: { readonly bundleGzipKB: number; readonly engineGzipKB?: number };
	/** Why it dropped out. */
	readonly failure: string | null;
};

type Numbers = Readonly<Record<string, number>>;
export type Row = {
	readonly name: string;
	readonly failure?: string;
	readonly [measure: string]: unknown;
};

export function rowOf({ name, title, rounds, sizes, failure }: Outcome): Row {
	if (rounds.length === 0) return { name, title, ...sizes, failure: failure ?? 'no round' };
	const medians = (keys: readonly (keyof Round)[]): Record<string, number> =>
		Object.fromEntries(
			keys.flatMap((key) => {
				const values = rounds.flatMap((round) => {
					const value = round[key];
					return typeof value === 'number' ? [value] : [];
				});
				// As everybody else writes it: MB, like kB below.
				return values.length > 0 ? [[key.replace(/Mb$/u, 'MB'), rounded(median(values))]] : [];
			})
		);
	const profile = profileOf(rounds.map((round) => round.profile));
	const delta1Profile = profileOf(rounds.map((round) => round.delta1Profile));
	const delta100Profile = profileOf(rounds.map((round) => round.delta100Profile));
	return {
		...{ name, title },
		...medians(NUMBERS),
		...sizes,
		...medians(EXTRAS),
		...(profile && { profile }),
		...(delta1Profile && { delta1Profile }),
		...(delta100Profile && { delta100Profile }),
		...(failure !== null && { failure })
	};
}

function profileOf(taken: readonly (Profile | null)[]): Profile | null {
	const profiles = taken.filter((profile) => profile !== null);
	const names = new Set(profiles.flatMap((profile) => Object.keys(profile)));
	if (names.size === 0) return null;
	return Object.fromEntries(
		[...names].map((name) => [name, rounded(median(profiles.map((one) => one[name] ?? 0)))])
	);
}

/** The product beside the floor and beside whichever peer is best at each. */
export function ratiosOf(outcomes: readonly Outcome[]): Readonly<Record<string, Numbers>> {
	const of = (time: (typeof TIMES)[number], chosen: (outcome: Outcome) => boolean): number =>
		Math.min(
			...outcomes
				.filter((outcome) => chosen(outcome) && outcome.rounds.length > 0)
				.map(({ rounds }) => median(rounds.map((round) => round[time])))
		);
	return Object.fromEntries(
		TIMES.map((time) => {
			const own = of(time, ({ name }) => name === 'lckm');
			const toFloor = own / of(time, ({ name }) => name === 'floor');
			const toBestPeer = own / of(time, ({ isPeer }) => isPeer);
			const known = Object.entries({ toFloor, toBestPeer }).filter(
				([, ratio]) => Number.isFinite(ratio) && ratio > 0
			);
			return [
				time.replace('Ms', ''),
				Object.fromEntries(known.map(([key, r]) => [key, rounded(r)]))
			];
		})
	);
}

const COLUMNS = [...NUMBERS.slice(0, -1), 'heapPeakMB', 'bundleGzipKB', 'engineGzipKB', ...EXTRAS];

export function lines(rows: readonly Row[], ratios: Readonly<Record<string, Numbers>>): string[] {
	const heads = ['', ...COLUMNS];
	const cells = rows.map((row) => [
		String(row['title']),
		...COLUMNS.map((column) => (typeof row[column] === 'number' ? shown(row[column]) : '–'))
	]);
	const widths = heads.map((head, index) =>
		Math.max(head.length, ...cells.map((line) => line[index]?.length ?? 0))
	);
	const line = (texts: readonly string[]): string =>
		texts
			.map((text, index) => {
				const width = widths[index] ?? 0;
				return index === 0 ? text.padEnd(width) : text.padStart(width);
			})
			.join('  ');
	return [
		line(heads),
		...cells.map(line),
		...rows.flatMap(({ title, failure }) =>
			failure === undefined ? [] : [`${String(title)} failed: ${failure}`]
		),
		...Object.entries(ratios).map(
			([time, ratio]) =>
				`${time}: ${Object.entries(ratio)
					.map(([key, value]) => `${key} ${value}`)
					.join(', ')}`
		)
	];
}

const shown = (value: number): string =>
	value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });

/** Enough for a ratio of small numbers, no more than a measurement says. */
const rounded = (value: number): number => Number(value.toPrecision(4));

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	const middle = sorted.length / 2;
	const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
	return (low + high) / 2;
}
