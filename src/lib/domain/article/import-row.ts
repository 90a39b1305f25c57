/**
 * One line of a list of procedures, as exported from another knowledge base, to one of our articles.
 * Bank accounts are never taken over: an account number that residents pay to is typed and confirmed
 * by a person.
 */
import * as v from 'valibot';
import { err, ok, type Result } from '#lib/base/result.ts';
import type { Unit } from '../org/units.ts';
import { CONTENT_KEYS, parseArticle, type Article, type ContentKey } from './article.ts';
import { actFrom, deadlineFrom, documentFrom, factsFrom } from './import-values.ts';
import type { ArticleRefusal, FieldRefusal } from './refusals.ts';
import { fold } from '../fold.ts';
import type { CivilDate } from './validity.ts';
import type { FactAnswer, PersonRef, Place, UnitRef } from './values.ts';

const optionalText = v.optional(v.nullable(v.string()), null);
const texts = v.optional(v.array(v.string()), []);

export const importRowSchema = v.object({
	ka: v.string(),
	/** False where the number was made up because the source shows none. */
	kaOfficial: v.optional(v.boolean(), true),
	url: optionalText,
	title: v.string(),
	summary: optionalText,
	unit: v.string(),
	cell: optionalText,
	categories: texts,
	keywords: texts,
	steps: texts,
	extra: optionalText,
	deadline: optionalText,
	place: optionalText,
	/** Null where the source does not say; "brak" where there is nothing to pay. */
	fees: v.optional(v.object({ stamp: optionalText, other: optionalText }), {}),
	documents: v.optional(v.object({ submission: texts, inspection: texts }), {}),
	legalBasis: texts,
	appeal: optionalText,
	consultantNotes: optionalText,
	related: texts,
	online: v.optional(v.boolean(), false),
	/** What "online" was read from; all of the matter only where it begins with "@". */
	onlineBasis: optionalText,
	internal: v.optional(v.boolean(), false),
	/** Parts that whoever made the list concluded and did not read in the source. */
	inferred: texts
});
export type ImportRow = v.InferOutput<typeof importRowSchema>;

export type ImportContext = {
	readonly id: string;
	readonly units: readonly Unit[];
	/** Names that units and cells had when the list was made → their names now. */
	readonly formerNames: Readonly<Record<string, string>>;
	/** The day the articles come into force. */
	readonly validFrom: CivilDate;
	readonly people: {
		readonly owner: PersonRef;
		readonly coordinator: PersonRef;
		readonly authors: readonly PersonRef[];
		readonly realizators: readonly PersonRef[];
	};
	/** Fields that this import fills with made-up content, beside those the row itself names. */
	readonly demonstration: readonly ContentKey[];
};

/** What field 13 says where the source does not tell: not "brak", which would be a promise. */
export const FEE_NOT_TOLD = 'kwotę potwierdzi urząd';

/** @returns the article, or every fault with the field or the column of the row where it is */
export function importRow(
	input: unknown,
	context: ImportContext
): Result<Article, readonly FieldRefusal[]> {
	const parsed = v.safeParse(importRowSchema, input);
	if (!parsed.success)
		return err(
			parsed.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', code: 'malformed' }))
		);
	const row = parsed.output;
	const performer = resolvePerformer(row, context);
	if (!performer.ok) return err([performer.error]);
	return parseArticle({
		id: context.id,
		ka: row.ka,
		fields: fieldsFrom(row, performer.value, context),
		extras: {
			summary: row.summary,
			mainSteps: row.steps.map((title) => ({ title, how: null })),
			facts: factsFrom({
				texts: [...row.steps, row.extra ?? '', ...row.documents.submission, row.fees.stamp ?? ''],
				online: onlineAnswer(row),
				fees: [row.fees.stamp, row.fees.other]
			})
		},
		demonstration: demonstrationOf(row, context),
		source: row.url
	});
}

/** Not typed as fields yet: whether they are is what parseArticle finds out. */
function fieldsFrom(row: ImportRow, performer: Performer, { validFrom, people }: ImportContext) {
	return {
		title: row.title,
		internal: row.internal,
		relatedProcedures: row.related,
		validFrom,
		validTo: null,
		createdOn: validFrom,
		keywords: row.keywords,
		categories: row.categories,
		handling: row.steps.map(sentence).join('\n'),
		additionalInfo: row.extra,
		deadline: row.deadline === null ? null : deadlineFrom(row.deadline),
		place: placeFrom(row.place, performer.innerCell),
		fees: {
			stamp: row.fees.stamp ?? FEE_NOT_TOLD,
			other: row.fees.other ?? FEE_NOT_TOLD,
			stampAccount: null,
			otherAccount: null
		},
		documents: {
			forInspection: row.documents.inspection.map(documentFrom),
			forSubmission: row.documents.submission.map(documentFrom)
		},
		consultantNotes: row.consultantNotes,
		legalBasis: row.legalBasis.map(actFrom),
		appeal: row.appeal,
		reuseTerms: null,
		owner: people.owner,
		authors: people.authors,
		coordinator: people.coordinator,
		realizators: people.realizators,
		unit: performer.unit,
		cell: performer.cell,
		integration: null,
		keptInEdm: false
	};
}

const sentence = (text: string): string => (/[.!?]$/u.test(text) ? text : `${text}.`);

function placeFrom(address: string | null, innerCell: string | null): Place | null {
	return address === null && innerCell === null ? null : { address, innerCell };
}

function onlineAnswer({ online, onlineBasis }: ImportRow): FactAnswer {
	if (!online) return 'no';
	return onlineBasis === null || onlineBasis.startsWith('@') ? 'yes' : 'partly';
}

const FIELDS_OF_COLUMN: Readonly<Record<string, readonly ContentKey[]>> = {
	title: ['title'],
	cell: ['cell'],
	steps: ['handling', 'mainSteps'],
	extra: ['additionalInfo'],
	deadline: ['deadline'],
	place: ['place'],
	fees: ['fees'],
	documents: ['documents'],
	legalBasis: ['legalBasis'],
	appeal: ['appeal'],
	online: ['facts']
};

function demonstrationOf(row: ImportRow, context: ImportContext): readonly ContentKey[] {
	const columns = row.inferred.map((part) => /^\p{L}+/u.exec(part)?.[0] ?? '');
	const keys = new Set(columns.flatMap((column) => FIELDS_OF_COLUMN[column] ?? []));
	if (!row.kaOfficial) keys.add('ka');
	if (row.fees.stamp === null || row.fees.other === null) keys.add('fees');
	for (const key of context.demonstration) keys.add(key);
	return CONTENT_KEYS.filter((key) => keys.has(key));
}

/** Who performs the procedure: fields 23, 24 and the inner cell of field 12. */
type Performer = {
	readonly unit: UnitRef;
	readonly cell: UnitRef | null;
	readonly innerCell: string | null;
};

/**
 * Finds the unit by name and goes down its cells as far as the list knows them. A cell must be known;
 * sections within it are the inner cell that field 12 names.
 */
function resolvePerformer(row: ImportRow, context: ImportContext): Result<Performer, FieldRefusal> {
	const refuse = (path: string, code: ArticleRefusal) => err({ path, code });
	const find = (name: string, parentId: string | null) => findByName({ name, parentId }, context);
	const unit = find(row.unit, null);
	if (!unit) return refuse('unit', 'unitUnknown');
	const names = row.cell === null ? [] : row.cell.split(/\s+[–-]\s+/u);
	if (names[0] !== undefined && plain(names[0]) === plain(unit.name)) names.shift();
	let cell: Unit | null = null;
	for (let name = names[0]; name !== undefined; name = names[0]) {
		const next = find(name, (cell ?? unit).id);
		if (!next) break;
		cell = next;
		names.shift();
	}
	if (names.length > 0 && cell === null) return refuse('cell', 'cellUnknown');
	return ok({
		unit: { id: unit.id, name: unit.name },
		cell: cell && { id: cell.id, name: cell.name },
		innerCell: names.length > 0 ? names.join(' – ') : null
	});
}

function findByName(
	{ name, parentId }: { readonly name: string; readonly parentId: string | null },
	{ units, formerNames }: ImportContext
): Unit | undefined {
	const wanted = plain(formerNames[name] ?? name);
	return units.find((unit) => unit.parentId === parentId && plain(unit.name) === wanted);
}

/** "Schronisko dla Zwierząt" is the same as "Schronisko dla Zwierząt w Łodzi". */
const plain = (name: string): string =>
	fold(name)
		.replace(/ w lodzi$/u, '')
		.trim();
