/**
 * Who sees what of an article (RA2.2). What leaves is listed field by field and copied part by part,
 * always in the same order, so that a field a reader may not see cannot travel along, and equal views
 * have equal JSON texts.
 */
import { assert } from '#lib/base/assert.ts';
import type { Article, ArticleExtras, ArticleFields, ContentKey } from './article.ts';
import type { DocumentFile } from './document-file.ts';
import {
	EXTRA_FIELDS,
	keysShownTo,
	type Audience,
	type FieldKey,
	type FieldKeyShownTo
} from './fields.ts';
import type { Documents, PersonRef, RequiredDocument, UnitRef } from './values.ts';

type ViewFor<A extends Audience> = {
	readonly audience: A;
	readonly id: string;
	readonly ka: string;
	readonly fields: Pick<ArticleFields, FieldKeyShownTo<A>>;
	readonly extras: ArticleExtras;
	/** The shown fields whose content was made up. */
	readonly demonstration: readonly ContentKey[];
	/** Where the content was taken from; null to everybody but staff. */
	readonly source: string | null;
};

/** An article as one audience reads it; a union when the audience is not known. */
export type ArticleView<A extends Audience = Audience> = A extends Audience ? ViewFor<A> : never;

/**
 * The article as this audience may read it, or null where it may not know of it: an internal procedure
 * (field 2) is the consultants' alone.
 */
export function projectArticle<A extends Audience>(
	article: Article,
	audience: A
): ViewFor<A> | null {
	if (article.fields.internal && audience !== 'staff') return null;
	const fields: Partial<ArticleFields> = {};
	const keys = keysShownTo(audience);
	for (const key of keys) Object.assign(fields, { [key]: COPY[key](article.fields) });
	const shown = new Set<ContentKey>([...keys, ...EXTRA_FIELDS.map(({ key }) => key)]);
	assert(hasAll(fields, keys), 'every shown field was copied');
	return {
		audience,
		id: article.id,
		ka: article.ka,
		fields,
		extras: copyExtras(article.extras),
		demonstration: article.demonstration.filter((key) => shown.has(key)).sort(),
		source: audience === 'staff' ? article.source : null
	};
}

function hasAll<K extends FieldKey>(
	fields: Partial<ArticleFields>,
	keys: readonly K[]
): fields is Pick<ArticleFields, K> {
	return keys.every((key) => key in fields);
}

const ref = ({ id, name }: UnitRef): UnitRef => ({ id, name });
const person = ({ id, name }: PersonRef): PersonRef => ({ id, name });
const file = ({ sha256, name, type, bytes, isExample }: DocumentFile): DocumentFile => ({
	...{ sha256, name, type, bytes, isExample }
});
const required = ({ name, kind, formAddress, files }: RequiredDocument): RequiredDocument => ({
	name,
	kind,
	formAddress,
	files: files.map(file)
});
const grouped = ({ forInspection, forSubmission }: Documents): Documents => ({
	forInspection: forInspection.map(required),
	forSubmission: forSubmission.map(required)
});

/** How each field is copied: all its parts by name, none by spreading. */
const COPY: { readonly [K in FieldKey]: (fields: ArticleFields) => ArticleFields[K] } = {
	title: ({ title }) => title,
	internal: ({ internal }) => internal,
	relatedProcedures: ({ relatedProcedures }) => [...relatedProcedures],
	validFrom: ({ validFrom }) => validFrom,
	validTo: ({ validTo }) => validTo,
	createdOn: ({ createdOn }) => createdOn,
	keywords: ({ keywords }) => [...keywords],
	categories: ({ categories }) => [...categories],
	handling: ({ handling }) => handling,
	additionalInfo: ({ additionalInfo }) => additionalInfo,
	deadline: ({ deadline }) =>
		deadline && {
			atMost: deadline.atMost && { count: deadline.atMost.count, unit: deadline.atMost.unit },
			note: deadline.note
		},
	place: ({ place }) => place && { address: place.address, innerCell: place.innerCell },
	fees: ({ fees }) => ({
		stamp: fees.stamp,
		other: fees.other,
		stampAccount: fees.stampAccount,
		otherAccount: fees.otherAccount
	}),
	documents: ({ documents }) => grouped(documents),
	consultantNotes: ({ consultantNotes }) => consultantNotes,
	legalBasis: ({ legalBasis }) =>
		legalBasis.map(({ kind, title, publication }) => ({ kind, title, publication })),
	appeal: ({ appeal }) => appeal,
	reuseTerms: ({ reuseTerms }) => reuseTerms,
	owner: ({ owner }) => person(owner),
	authors: ({ authors }) => authors.map(person),
	coordinator: ({ coordinator }) => person(coordinator),
	realizators: ({ realizators }) => realizators.map(person),
	unit: ({ unit }) => ref(unit),
	cell: ({ cell }) => cell && ref(cell),
	integration: ({ integration }) => integration,
	keptInEdm: ({ keptInEdm }) => keptInEdm
};

/** Beside the annex everything is for everybody. */
function copyExtras({ summary, mainSteps, facts }: ArticleExtras): ArticleExtras {
	return {
		summary,
		mainSteps: mainSteps.map(({ title, how }) => ({ title, how })),
		facts: {
			online: facts.online,
			byPost: facts.byPost,
			byProxy: facts.byProxy,
			visitByAppointment: facts.visitByAppointment,
			withFee: facts.withFee,
			electronicOutcome: facts.electronicOutcome
		}
	};
}
