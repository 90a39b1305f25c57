/** An article as it is filled in: what is left empty is an empty text, a list of words one in a line. */
import type { Content } from './article.ts';
import type { CivilDate } from './validity.ts';
import {
	NO_FEE,
	type ActKind,
	type Facts,
	type PersonRef,
	type RequiredDocument,
	type TimeUnit,
	type UnitRef
} from './values.ts';

export type DocumentForm = Omit<RequiredDocument, 'formAddress'> & { formAddress: string };
export type ActForm = { kind: ActKind; title: string; publication: string };
export type StepForm = { title: string; how: string };

export type ArticleForm = {
	title: string;
	internal: boolean;
	relatedProcedures: string;
	validFrom: string;
	validTo: string;
	createdOn: string;
	keywords: string;
	categories: string;
	handling: string;
	additionalInfo: string;
	deadline: { count: string; unit: TimeUnit; note: string };
	place: { address: string; innerCell: string };
	fees: { stamp: string; other: string; stampAccount: string; otherAccount: string };
	documents: { forInspection: DocumentForm[]; forSubmission: DocumentForm[] };
	consultantNotes: string;
	legalBasis: ActForm[];
	appeal: string;
	reuseTerms: string;
	owner: PersonRef | null;
	authors: PersonRef[];
	coordinator: PersonRef | null;
	realizators: PersonRef[];
	unit: UnitRef | null;
	cell: UnitRef | null;
	integration: string;
	keptInEdm: boolean;
	summary: string;
	mainSteps: StepForm[];
	facts: { -readonly [F in keyof Facts]: Facts[F] };
};

export type Beginning = {
	readonly today: CivilDate;
	/** Where whoever begins it works. */
	readonly unit: UnitRef | null;
	readonly cell: UnitRef | null;
	readonly author: PersonRef;
};

/** Of an article that is new. */
export function emptyForm({ today, unit, cell, author }: Beginning): ArticleForm {
	const UNKNOWN = 'unknown';
	return {
		...{ title: '', internal: false, relatedProcedures: '' },
		...{ validFrom: today, validTo: '', createdOn: today, keywords: '', categories: '' },
		...{ handling: '', additionalInfo: '' },
		deadline: { count: '', unit: 'day', note: '' },
		place: { address: '', innerCell: '' },
		fees: { stamp: NO_FEE, other: NO_FEE, stampAccount: '', otherAccount: '' },
		documents: { forInspection: [], forSubmission: [] },
		...{ consultantNotes: '', legalBasis: [], appeal: '', reuseTerms: '' },
		...{ owner: author, authors: [author], coordinator: author, realizators: [author] },
		...{ unit, cell, integration: '', keptInEdm: true, summary: '', mainSteps: [] },
		facts: {
			...{ online: UNKNOWN, byPost: UNKNOWN, byProxy: UNKNOWN },
			...{ visitByAppointment: UNKNOWN, withFee: UNKNOWN, electronicOutcome: UNKNOWN }
		}
	};
}

export function toForm({ fields, extras }: Content): ArticleForm {
	const { deadline, place, fees, documents } = fields;
	return {
		...fields,
		relatedProcedures: fields.relatedProcedures.join('\n'),
		validTo: fields.validTo ?? '',
		keywords: fields.keywords.join('\n'),
		categories: fields.categories.join('\n'),
		additionalInfo: fields.additionalInfo ?? '',
		deadline: {
			count: deadline?.atMost ? String(deadline.atMost.count) : '',
			unit: deadline?.atMost?.unit ?? 'day',
			note: deadline?.note ?? ''
		},
		place: { address: place?.address ?? '', innerCell: place?.innerCell ?? '' },
		fees: {
			...{ stamp: fees.stamp, other: fees.other },
			...{ stampAccount: fees.stampAccount ?? '', otherAccount: fees.otherAccount ?? '' }
		},
		documents: {
			forInspection: documents.forInspection.map(documentForm),
			forSubmission: documents.forSubmission.map(documentForm)
		},
		consultantNotes: fields.consultantNotes ?? '',
		legalBasis: fields.legalBasis.map(({ kind, title, publication }) => ({
			...{ kind, title, publication: publication ?? '' }
		})),
		appeal: fields.appeal ?? '',
		reuseTerms: fields.reuseTerms ?? '',
		authors: [...fields.authors],
		realizators: [...fields.realizators],
		integration: fields.integration ?? '',
		summary: extras.summary ?? '',
		mainSteps: extras.mainSteps.map(({ title, how }) => ({ title, how: how ?? '' })),
		facts: { ...extras.facts }
	};
}

/** What was filled in, as `parseContent` takes it: whether it is an article, that one says. */
export function fromForm(form: ArticleForm): unknown {
	const { summary, mainSteps, facts, ...fields } = form;
	const { deadline, place, fees, documents } = fields;
	return {
		fields: {
			...fields,
			relatedProcedures: linesOf(fields.relatedProcedures).map((ka) => ka.toUpperCase()),
			validTo: orNull(fields.validTo),
			keywords: linesOf(fields.keywords),
			categories: linesOf(fields.categories),
			additionalInfo: orNull(fields.additionalInfo),
			deadline: deadlineOf(deadline),
			place:
				place.address.trim() === '' && place.innerCell.trim() === ''
					? null
					: { address: orNull(place.address), innerCell: orNull(place.innerCell) },
			fees: {
				...{ stamp: fees.stamp, other: fees.other },
				stampAccount: orNull(fees.stampAccount),
				otherAccount: orNull(fees.otherAccount)
			},
			documents: {
				forInspection: documents.forInspection.map(documentOf),
				forSubmission: documents.forSubmission.map(documentOf)
			},
			consultantNotes: orNull(fields.consultantNotes),
			legalBasis: fields.legalBasis.map(({ publication, ...act }) => ({
				...{ ...act, publication: orNull(publication) }
			})),
			appeal: orNull(fields.appeal),
			reuseTerms: orNull(fields.reuseTerms),
			integration: orNull(fields.integration)
		},
		extras: {
			summary: orNull(summary),
			mainSteps: mainSteps.map(({ title, how }) => ({ title, how: orNull(how) })),
			facts
		}
	};
}

const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed);

export const linesOf = (typed: string): readonly string[] =>
	typed
		.split('\n')
		.map((one) => one.trim())
		.filter((one) => one !== '');

const documentForm = ({ formAddress, ...rest }: RequiredDocument): DocumentForm => ({
	...rest,
	formAddress: formAddress ?? ''
});
const documentOf = ({ formAddress, ...rest }: DocumentForm): unknown => ({
	...rest,
	formAddress: orNull(formAddress)
});

function deadlineOf({ count, unit, note }: ArticleForm['deadline']): unknown {
	const typed = count.trim();
	if (typed === '' && note.trim() === '') return null;
	// Anything but a number stays what it is, and is refused at its field.
	const number = /^\d+$/u.test(typed) ? Number(typed) : typed;
	return { atMost: typed === '' ? null : { count: number, unit }, note: orNull(note) };
}
