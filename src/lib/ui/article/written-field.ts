/** A field of an article as plain text with every part of it, for the difference of two versions (R12.2). */
import type { AmendedKey } from '#lib/domain/article/amendment.ts';
import type { Content } from '#lib/domain/article/article.ts';
import type { DocumentFile } from '#lib/domain/article/document-file.ts';
import type { Documents, RequiredDocument } from '#lib/domain/article/values.ts';
import { FACTS } from '#lib/domain/article/values.ts';
import { m } from '#lib/paraglide/messages.js';
import { fileInWords } from '../style/file-words.ts';
import { feeItems } from './article-items.ts';
import { ACT_LABELS, FACT_QUESTIONS, FACT_SENTENCES } from './field-words.ts';
import { dateInWords, deadlineLines } from './written.ts';

type Lines = readonly (string | null)[];
type Write = (content: Content) => Lines;

const yesOrNo = (flag: boolean): string => (flag ? m.article_yes() : m.article_no());
const named = (label: string, text: string | null): string | null =>
	text === null ? null : `${label}: ${text}`;

const WRITE: Readonly<Record<AmendedKey, Write>> = {
	title: ({ fields }) => [fields.title],
	internal: ({ fields }) => [yesOrNo(fields.internal)],
	relatedProcedures: ({ fields }) => fields.relatedProcedures,
	validFrom: ({ fields }) => [dateInWords(fields.validFrom)],
	validTo: ({ fields }) => [fields.validTo && dateInWords(fields.validTo)],
	createdOn: ({ fields }) => [dateInWords(fields.createdOn)],
	keywords: ({ fields }) => fields.keywords,
	categories: ({ fields }) => fields.categories,
	handling: ({ fields }) => [fields.handling],
	additionalInfo: ({ fields }) => [fields.additionalInfo],
	deadline: ({ fields }) => (fields.deadline ? deadlineLines(fields.deadline) : []),
	place: ({ fields: { place } }) => [
		place?.address ?? null,
		named(m.article_place_innerCell(), place?.innerCell ?? null)
	],
	fees: ({ fields }) =>
		feeItems(fields.fees).map(({ term, value }) => named(term, [value].flat().join(', '))),
	documents: ({ fields }) => documentLines(fields.documents),
	consultantNotes: ({ fields }) => [fields.consultantNotes],
	legalBasis: ({ fields }) =>
		fields.legalBasis.map(({ kind, title, publication }) =>
			named(ACT_LABELS[kind](), publication === null ? title : `${title} (${publication})`)
		),
	appeal: ({ fields }) => [fields.appeal],
	reuseTerms: ({ fields }) => [fields.reuseTerms],
	owner: ({ fields }) => [fields.owner.name],
	authors: ({ fields }) => fields.authors.map(({ name }) => name),
	coordinator: ({ fields }) => [fields.coordinator.name],
	realizators: ({ fields }) => fields.realizators.map(({ name }) => name),
	unit: ({ fields }) => [fields.unit.name],
	cell: ({ fields }) => [fields.cell?.name ?? null],
	integration: ({ fields }) => [fields.integration],
	keptInEdm: ({ fields }) => [yesOrNo(fields.keptInEdm)],
	summary: ({ extras }) => [extras.summary],
	mainSteps: ({ extras }) =>
		extras.mainSteps.map(({ title, how }, index) =>
			named(m.article_step({ number: index + 1 }), how === null ? title : `${title}: ${how}`)
		),
	facts: ({ extras }) =>
		FACTS.map((fact) => named(FACT_QUESTIONS[fact](), FACT_SENTENCES[fact][extras.facts[fact]]()))
};

function documentLines({ forInspection, forSubmission }: Documents): Lines {
	const group = (label: string, documents: readonly RequiredDocument[]): Lines =>
		documents.length === 0 ? [] : [`${label}:`, ...documents.flatMap(linesOfDocument)];
	return [
		...group(m.article_documents_forInspection(), forInspection),
		...group(m.article_documents_forSubmission(), forSubmission)
	];
}

const KINDS = {
	document: m.article_documentKind_document,
	application: m.article_documentKind_application
} as const;

const PRINT_SIGNS = 8;

/** With the beginning of its hash: other bytes are another file, under whatever name and of whatever size. */
const fileLine = ({ sha256, name, type, bytes, isExample }: DocumentFile): string =>
	[
		...[name, fileInWords(type, bytes)],
		...(isExample ? [m.article_file_example()] : []),
		m.article_file_print({ print: sha256.slice(0, PRINT_SIGNS) })
	].join(', ');

const linesOfDocument = ({ name, kind, formAddress, files }: RequiredDocument): Lines => [
	`– ${name} (${KINDS[kind]()})`,
	named(m.article_documents_form(), formAddress),
	...files.map(fileLine)
];

/** Empty where the field says nothing. */
export const writtenField = (content: Content, key: AmendedKey): string =>
	WRITE[key](content)
		.filter((line) => line !== null && line !== '')
		.join('\n');
