/**
 * How well the search finds: `npm run -s eval:search -- --procedures P.jsonl --queries Q.jsonl [--json]`.
 * A question counts as answered at k when one of the articles it expects is among the first k.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { createArticleIndex } from '../../../src/lib/client/search/article-index.ts';
import { WAYS, type Way } from '../../../src/lib/domain/search/question.ts';
import { importProcedures, type Imported } from './procedures.ts';

type Question = { readonly q: string; readonly expect: readonly string[]; readonly kind: string };

const DEPTH = 10;
/** Each question as often, so that the compiler has warmed up and a pause is not taken for slowness. */
const ROUNDS = 20;

const options = new Command('eval:search')
	.requiredOption('--procedures <file>', 'JSONL, as `lckm kb import` takes it')
	.requiredOption('--queries <file>', 'JSONL: { q, expect: [ka…], kind }')
	.option('--without-keywords', 'as if nobody had written field 7')
	.option('--misses', 'list the questions whose answer is not among the first five')
	.option('--ablation', 'a table: what each way of looking for a word is worth')
	.option('--json', 'print JSON')
	.parse()
	.opts<{
		procedures: string;
		queries: string;
		withoutKeywords?: true;
		misses?: true;
		ablation?: true;
		json?: true;
	}>();

const linesOf = (file: string) =>
	readFileSync(file, 'utf8')
		.split('\n')
		.filter((line) => line.trim() !== '');
const questions = linesOf(options.queries).map((line) => JSON.parse(line) as Question);
const lines = linesOf(options.procedures);

const round3 = (value: number) => Math.round(value * 1000) / 1000;
const within = (ranks: readonly number[], k: number) =>
	round3(ranks.filter((rank) => rank <= k).length / Math.max(1, ranks.length));

/** The place of the first right article for each question; Infinity where it is not among the first ten. */
function ranksOf({ views }: Imported, index: ReturnType<typeof createArticleIndex>) {
	const kaOf = new Map(views.map(({ id, ka }) => [id, ka]));
	return questions.map(({ q, expect }) => {
		const place = index.search(q, DEPTH).findIndex(({ id }) => expect.includes(kaOf.get(id) ?? ''));
		return place < 0 ? Infinity : place + 1;
	});
}

const rates = (ranks: readonly number[]) => ({
	...{ n: ranks.length, success1: within(ranks, 1) },
	...{ success3: within(ranks, 3), success5: within(ranks, 5) },
	mrr: round3(ranks.reduce((sum, rank) => sum + 1 / rank, 0) / Math.max(1, ranks.length))
});

function measure(imported: Imported) {
	const index = createArticleIndex();
	const startMs = performance.now();
	index.replaceAll(imported.views);
	const buildMs = performance.now() - startMs;
	const ranks = ranksOf(imported, index);
	const times = Array.from({ length: ROUNDS }, () =>
		questions.map(({ q }) => {
			const askedMs = performance.now();
			index.search(q, DEPTH);
			return performance.now() - askedMs;
		})
	)
		.flat()
		.sort((one, other) => one - other);
	const quantile = (part: number) => round3(times[Math.floor(times.length * part)] ?? 0);
	if (options.misses) tellMisses(ranks);
	return {
		...rates(ranks),
		byKind: byKind(ranks),
		...{ p50Ms: quantile(0.5), p95Ms: quantile(0.95) },
		indexBytes: gzipSync(index.bytes()).length,
		buildMs: round3(buildMs)
	};
}

function byKind(ranks: readonly number[]) {
	const kinds = Map.groupBy(ranks.keys(), (at) => questions[at]?.kind ?? '');
	return Object.fromEntries(
		[...kinds].map(([kind, places]) => [kind, rates(places.map((at) => ranks[at] ?? Infinity))])
	);
}

function tellMisses(ranks: readonly number[]): void {
	for (const [at, { q, expect, kind }] of questions.entries())
		if ((ranks[at] ?? Infinity) > 5) console.error(`[${kind}] ${q} → ${expect.join(', ')}`);
}

/** With everything, and with everything but one. */
function ablation(): Record<string, Record<string, number>> {
	const table: Record<string, Record<string, number>> = {};
	for (const withKeywords of [true, false]) {
		const imported = importProcedures(lines, { withKeywords });
		for (const without of [null, ...WAYS] as readonly (Way | null)[]) {
			const index = createArticleIndex({ ways: WAYS.filter((way) => way !== without) });
			index.replaceAll(imported.views);
			const { success1, success5, mrr } = rates(ranksOf(imported, index));
			const name = `${withKeywords ? 'keywords' : 'no keywords'}, ${without ? `no ${without}` : 'all'}`;
			table[name] = { success1, success5, mrr };
		}
	}
	return table;
}

if (options.ablation) console.table(ablation());
else {
	const imported = importProcedures(lines, { withKeywords: options.withoutKeywords !== true });
	for (const one of imported.refused) console.error(`refused ${one}`);
	const { byKind: kinds, ...all } = measure(imported);
	if (options.json) console.log(JSON.stringify({ ...all, byKind: kinds }));
	else console.table({ all, ...kinds });
}
