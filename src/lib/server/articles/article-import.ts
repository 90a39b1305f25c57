/**
 * A list of procedures from elsewhere, or of articles of another installation, taken over row by row: a row comes in whole or is refused with
 * every fault named. An article is known by its KA number, so the same list twice changes nothing, and
 * what a list does not tell stays as it was.
 */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { err, ok, type Result } from '#lib/base/result.ts';
import {
	CONTENT_KEYS,
	routingOf,
	type Article,
	type ContentKey
} from '#lib/domain/article/article.ts';
import type { DocumentFile } from '#lib/domain/article/document-file.ts';
import { fromExchange, isExchange } from '#lib/domain/article/exchange.ts';
import { importRow, type ImportContext } from '#lib/domain/article/import-row.ts';
import type { ArticleRefusal } from '#lib/domain/article/refusals.ts';
import type { CivilDate } from '#lib/domain/article/validity.ts';
import type { RequiredDocument } from '#lib/domain/article/values.ts';
import type { Database } from '../db/connection.ts';
import { article as articleTable, articleFile, person, unit } from '../db/schema/index.ts';
import { performersFor, type Colleague, type Performers } from './article-performers.ts';
import { publishArticles } from './article-writer.ts';

/** Articles in one transaction: a device gets them in one page, and a later fault costs no earlier one. */
const BATCH = 200;

export type ImportFault = {
	/** Counted from 1, as an editor shows it. */
	readonly line: number;
	readonly ka: string | null;
	/** The field or column; empty for the row as a whole. */
	readonly path: string;
	readonly code: ArticleRefusal | 'notJson' | 'kaRepeated';
};

export type ImportReport = {
	readonly added: number;
	readonly changed: number;
	readonly unchanged: number;
	/** Rows that were not taken; each has one fault at least. */
	readonly refused: number;
	readonly faults: readonly ImportFault[];
};

export type ImportOptions = {
	readonly today: CivilDate;
	/** Names that units and cells had when the list was made → their names now. */
	readonly formerNames: Readonly<Record<string, string>>;
};

type Known = {
	readonly units: ImportContext['units'];
	readonly colleagues: readonly Colleague[];
	readonly articles: ReadonlyMap<string, Article>;
	/** Of documents, by hash. */
	readonly files: ReadonlyMap<string, Pick<DocumentFile, 'type' | 'bytes'>>;
	/** Of all articles, those of this list among them: no two are one. */
	readonly ids: Set<string>;
};

/** @param lines of a JSONL file; empty ones are passed over */
export async function importArticles(
	db: Database,
	lines: readonly string[],
	options: ImportOptions
): Promise<ImportReport> {
	const known = await readKnown(db);
	const taken = new Map<string, Article>();
	const faults: ImportFault[] = [];
	let refused = 0;
	for (const [index, text] of lines.entries()) {
		if (text.trim() === '') continue;
		const read = readRow(text, known, options);
		const repeated = read.ok && taken.has(read.value.ka);
		if (read.ok && !repeated) {
			taken.set(read.value.ka, read.value);
			known.ids.add(read.value.id);
			continue;
		}
		refused += 1;
		const found = read.ok
			? [{ ka: read.value.ka, path: 'ka', code: 'kaRepeated' } as const]
			: read.error;
		faults.push(...found.map((fault) => ({ line: index + 1, ...fault })));
	}
	const isKnown = ({ ka }: Article): boolean => known.articles.has(ka);
	const isSame = (one: Article): boolean => isDeepStrictEqual(known.articles.get(one.ka), one);
	const fresh = [...taken.values()].filter((one) => !isSame(one));
	for (let start = 0; start < fresh.length; start += BATCH)
		await db.transaction((tx) =>
			publishArticles(tx, fresh.slice(start, start + BATCH), { today: options.today })
		);
	const changed = fresh.filter(isKnown).length;
	return {
		added: fresh.length - changed,
		changed,
		unchanged: taken.size - fresh.length,
		refused,
		faults
	};
}

/** Its own, where that is no other article's. */
const freeId = (wanted: unknown, ids: ReadonlySet<string>): string | null =>
	typeof wanted === 'string' && !ids.has(wanted) ? null : randomUUID();

type Fault = Omit<ImportFault, 'line'>;

function readRow(
	text: string,
	known: Known,
	{ today, formerNames }: ImportOptions
): Result<Article, readonly Fault[]> {
	const input = parseJson(text);
	if (!input.ok) return err([{ ka: null, path: '', code: 'notJson' }]);
	const ka = kaOf(input.value);
	const before = ka === null ? undefined : known.articles.get(ka);
	if (isExchange(input.value)) {
		const people = new Set(known.colleagues.map(({ id }) => id));
		const id = before?.id ?? freeId(input.value['id'], known.ids);
		const taken = fromExchange(input.value, { id, units: known.units, people });
		if (!taken.ok) return err(taken.error.map((fault) => ({ ka, ...fault })));
		const missing = missingFiles(taken.value, known);
		return missing.length === 0 ? taken : err(missing);
	}
	const context = {
		id: before?.id ?? randomUUID(),
		units: known.units,
		formerNames,
		validFrom: before?.fields.validFrom ?? today,
		people: before?.fields ?? NOBODY,
		demonstration: []
	};
	const imported = importRow(input.value, context);
	if (!imported.ok) return err(imported.error.map((fault) => ({ ka, ...fault })));
	if (before) return ok(keepUntold(imported.value, before));
	const people = performersFor(routingOf(imported.value), known.colleagues);
	if (!people) return err([{ ka, path: 'fields.owner', code: 'personMissing' }]);
	return ok({ ...imported.value, fields: { ...imported.value.fields, ...people } });
}

/** Files that it names and that are not here, or are not what it says. */
function missingFiles({ ka, fields: { documents } }: Article, { files }: Known): readonly Fault[] {
	return (['forInspection', 'forSubmission'] as const).flatMap((group) =>
		documents[group].flatMap((document, index) =>
			document.files.flatMap(({ sha256, type, bytes }, place): Fault[] => {
				const here = files.get(sha256);
				if (here?.type === type && here.bytes === bytes) return [];
				const path = `fields.documents.${group}.${String(index)}.files.${String(place)}`;
				return [{ ka, path, code: 'fileMissing' }];
			})
		)
	);
}

/** Stands in until it is known which cell the row names, and with it who works there. */
const SOMEBODY = { id: null, name: '–' };
const NOBODY: Performers = {
	owner: SOMEBODY,
	coordinator: SOMEBODY,
	authors: [SOMEBODY],
	realizators: [SOMEBODY]
};

/** What a list of procedures says nothing about, or not always. */
const UNTOLD: readonly ContentKey[] = [
	...(['relatedProcedures', 'validFrom', 'validTo', 'createdOn', 'consultantNotes'] as const),
	...(['reuseTerms', 'owner', 'authors', 'coordinator', 'realizators'] as const),
	...(['integration', 'keptInEdm', 'summary'] as const)
];

function keepUntold(now: Article, before: Article): Article {
	const { validTo, createdOn, reuseTerms, integration, keptInEdm } = before.fields;
	const { consultantNotes, relatedProcedures, documents } = now.fields;
	const madeUp = new Set([
		...now.demonstration,
		...before.demonstration.filter((key) => UNTOLD.includes(key))
	]);
	return {
		...now,
		demonstration: CONTENT_KEYS.filter((key) => madeUp.has(key)),
		fields: {
			...now.fields,
			...{ validTo, createdOn, reuseTerms, integration, keptInEdm },
			documents: {
				forInspection: withFilesOf(documents.forInspection, before.fields.documents.forInspection),
				forSubmission: withFilesOf(documents.forSubmission, before.fields.documents.forSubmission)
			},
			consultantNotes: consultantNotes ?? before.fields.consultantNotes,
			relatedProcedures:
				relatedProcedures.length > 0 ? relatedProcedures : before.fields.relatedProcedures
		},
		extras: { ...now.extras, summary: now.extras.summary ?? before.extras.summary }
	};
}

/** A list names documents; the files of those that are called as before stay with them. */
const withFilesOf = (
	now: readonly RequiredDocument[],
	before: readonly RequiredDocument[]
): RequiredDocument[] =>
	now.map((document) => {
		const former = before.find(
			({ name, kind }) => name === document.name && kind === document.kind
		);
		return document.files.length > 0 || !former ? document : { ...document, files: former.files };
	});

async function readKnown(db: Database): Promise<Known> {
	const [units, colleagues, articles, files] = await Promise.all([
		db.select().from(unit),
		db
			.select({
				id: person.id,
				name: person.name,
				roles: person.roles,
				unitId: person.unitId,
				cellId: person.cellId,
				active: person.active
			})
			.from(person)
			.orderBy(person.login),
		db.select({ content: articleTable.content }).from(articleTable),
		db.select().from(articleFile)
	]);
	return {
		units,
		colleagues,
		articles: new Map(articles.map(({ content }) => [content.ka, content])),
		files: new Map(files.map((file) => [file.sha256, file])),
		ids: new Set(articles.map(({ content }) => content.id))
	};
}

function parseJson(text: string): Result<unknown, 'notJson'> {
	try {
		return ok(JSON.parse(text));
	} catch {
		return err('notJson');
	}
}

function kaOf(input: unknown): string | null {
	const isRow = typeof input === 'object' && input !== null && 'ka' in input;
	return isRow && typeof input.ka === 'string' ? input.ka : null;
}
