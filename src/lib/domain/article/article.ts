/** An article of the Knowledge Base (§ 2(6)): one procedure, described in the fields of Annex 2. */
import * as v from 'valibot';
import { err, ok, type Result } from '#lib/base/result.ts';
import {
	ANNEX_FIELDS,
	EXTRA_FIELDS,
	REALIZATORS_AT_MOST,
	type AnnexField,
	type Cardinality,
	type ExtraField,
	type ExtraKey,
	type FieldKey
} from './fields.ts';
import type { DocumentFile } from './document-file.ts';
import { because, refusalOf, type FieldRefusal } from './refusals.ts';
import * as value from './values.ts';
import type { ValueOfKind } from './values.ts';

type OfCardinality<T, C extends Cardinality> = C extends 'one'
	? T
	: C extends 'optional'
		? T | null
		: readonly T[];

/** The 26 fields, each of the type that its row in the table says. */
export type ArticleFields = {
	readonly [F in AnnexField as F['key']]: OfCardinality<ValueOfKind[F['kind']], F['cardinality']>;
};

/** What stands beside the annex, without the KA number, which names the article itself. */
export type ArticleExtras = {
	readonly [F in Exclude<ExtraField, { key: 'ka' }> as F['key']]: OfCardinality<
		ValueOfKind[F['kind']],
		F['cardinality']
	>;
};

export type Article = {
	/** The procedure: the same over every version; tickets name it. */
	readonly id: string;
	/** Its number, as people know it: the same over every version and address. */
	readonly ka: string;
	readonly fields: ArticleFields;
	readonly extras: ArticleExtras;
	/** Fields whose content was made up to show the system and must not be relied on. */
	readonly demonstration: readonly ContentKey[];
	/** Where the content was taken from. Staff only. */
	readonly source: string | null;
};

export type ContentKey = FieldKey | ExtraKey;
export const CONTENT_KEYS: readonly ContentKey[] = [...ANNEX_FIELDS, ...EXTRA_FIELDS].map(
	({ key }) => key
);

/** Citations that belong to field 16; "w sposobie załatwienia sprawy nie należy wpisywać podstawy prawnej". */
const CITATION = /\bDz\. ?U(?:rz)?\./u;

const onePerson = v.pipe(
	v.custom<value.PersonRef>(
		(given) => typeof given === 'object' && given !== null && !Array.isArray(given),
		because('exactlyOnePerson')
	),
	value.person
);
const people = v.pipe(v.array(value.person), v.nonEmpty(because('personMissing')));

const fieldEntries = {
	title: value.line,
	internal: value.flag,
	relatedProcedures: v.array(value.ka),
	validFrom: value.date,
	validTo: v.nullable(value.date),
	createdOn: value.date,
	keywords: v.pipe(v.array(value.line), v.nonEmpty(because('keywordMissing'))),
	categories: v.pipe(v.array(value.line), v.nonEmpty(because('categoryMissing'))),
	handling: v.pipe(
		value.text,
		v.check((text) => !CITATION.test(text), because('lawInHandling'))
	),
	additionalInfo: v.nullable(value.text),
	deadline: v.nullable(value.deadline),
	place: v.nullable(value.place),
	fees: value.fees,
	documents: value.documents,
	consultantNotes: v.nullable(value.text),
	legalBasis: v.array(value.act),
	appeal: v.nullable(value.text),
	reuseTerms: v.nullable(value.text),
	owner: onePerson,
	authors: people,
	coordinator: onePerson,
	realizators: v.pipe(people, v.maxLength(REALIZATORS_AT_MOST, because('tooManyRealizators'))),
	unit: value.unit,
	cell: v.nullable(value.unit),
	integration: v.nullable(value.line),
	keptInEdm: value.flag
} satisfies { [K in FieldKey]: v.GenericSchema<unknown, ArticleFields[K]> };

const fieldsObject = v.strictObject(fieldEntries);
/** As a head submits them: fields 7 and 8 are WZKM's, and may wait for them. */
const submittedObject = v.strictObject({
	...fieldEntries,
	keywords: v.array(value.line),
	categories: v.array(value.line)
});
const validityInOrder = ({ validFrom, validTo }: Pick<ArticleFields, 'validFrom' | 'validTo'>) =>
	validTo === null || validFrom <= validTo;
const reversed = because('validityReversed');

const fieldsSchema = v.pipe(
	fieldsObject,
	v.forward(v.partialCheck([['validFrom'], ['validTo']], validityInOrder, reversed), ['validTo'])
);
const submittedSchema = v.pipe(
	submittedObject,
	v.forward(v.partialCheck([['validFrom'], ['validTo']], validityInOrder, reversed), ['validTo'])
);

const extrasSchema = v.strictObject({
	summary: v.nullable(value.text),
	mainSteps: v.array(value.step),
	facts: value.facts
} satisfies { [K in keyof ArticleExtras]: v.GenericSchema<unknown, ArticleExtras[K]> });

export const articleSchema = v.pipe(
	v.strictObject({
		id: value.uuid,
		ka: value.ka,
		fields: fieldsSchema,
		extras: extrasSchema,
		demonstration: v.array(v.picklist(CONTENT_KEYS)),
		source: v.nullable(value.sourceAddress)
	}),
	v.check(({ ka, fields }) => !fields.relatedProcedures.includes(ka), because('relatedToItself'))
);

/** What an article says, without what names it. */
export type Content = Pick<Article, 'fields' | 'extras'>;
/** As a head submits it. */
/** All files that the required documents name (field 14). */
export const filesIn = ({
	fields: { documents }
}: {
	readonly fields: Pick<ArticleFields, 'documents'>;
}): readonly DocumentFile[] =>
	[...documents.forInspection, ...documents.forSubmission].flatMap(({ files }) => files);

export const submittedContentSchema: v.GenericSchema<Content> = v.strictObject({
	fields: submittedSchema,
	extras: extrasSchema
});

/** What a head has filled in. Every fault is named, by field. */
export function parseContent(input: unknown): Result<Content, readonly FieldRefusal[]> {
	const parsed = v.safeParse(submittedContentSchema, input);
	return parsed.success ? ok(parsed.output) : err(refusalsOf(parsed.issues));
}

/** An article from outside, checked once; inside nobody checks again. Every fault is named, by field. */
export function parseArticle(input: unknown): Result<Article, readonly FieldRefusal[]> {
	const parsed = v.safeParse(articleSchema, input);
	return parsed.success ? ok(parsed.output) : err(refusalsOf(parsed.issues));
}

const refusalsOf = (issues: readonly v.BaseIssue<unknown>[]): readonly FieldRefusal[] =>
	issues.map((issue) => ({
		path: v.getDotPath(issue) ?? '',
		code: refusalOf(issue.message)
	}));

/** Who sees to the procedure, § 13: from the article alone, there is no second list. */
export type ArticleRouting = {
	readonly unitId: string;
	readonly cellId: string | null;
	readonly realizatorIds: readonly string[];
};

/** R13.1: the unit, the cell and the people that the article names (fields 22 to 24). */
export function routingOf({ fields }: Pick<Article, 'fields'>): ArticleRouting {
	return {
		unitId: fields.unit.id,
		cellId: fields.cell?.id ?? null,
		realizatorIds: fields.realizators.flatMap(({ id }) => (id === null ? [] : [id]))
	};
}
