/**
 * What stands in the fields of an article, kind by kind. Text is plain: a line break is a paragraph,
 * there is no markup to clean. The messages of the schemas are refusal codes.
 */
import * as v from 'valibot';
import { PDF } from '../media-types.ts';
import { documentFile, MOST_FILES } from './document-file.ts';
import { because } from './refusals.ts';
import { isCivilDate } from './validity.ts';

/** Lengths in characters. The longest title and field 9 of today's base are a quarter of these. */
const LINE_LENGTH = 500;
const TEXT_LENGTH = 20_000;

export const line = v.pipe(
	v.string(because('textMissing')),
	v.trim(),
	v.nonEmpty(because('textMissing')),
	v.maxLength(LINE_LENGTH, because('textTooLong'))
);
export const text = v.pipe(
	v.string(because('textMissing')),
	v.trim(),
	v.nonEmpty(because('textMissing')),
	v.maxLength(TEXT_LENGTH, because('textTooLong'))
);
export const flag = v.boolean(because('yesOrNo'));
export const date = v.pipe(
	v.string(because('dateMalformed')),
	v.check(isCivilDate, because('dateMalformed'))
);
export const uuid = v.pipe(v.string(), v.uuid());

/** KA-01165-1; procedures that have no number of their own yet carry one made in the same way. */
export const ka = v.pipe(
	v.string(because('kaMalformed')),
	v.regex(/^[A-Z]{2,8}(?:-[A-Z\d]{1,10}){1,4}$/u, because('kaMalformed'))
);

export const httpsAddress = v.pipe(
	v.string(because('addressNotHttps')),
	v.maxLength(2000, because('addressNotHttps')),
	v.url(because('addressNotHttps')),
	v.startsWith('https://', because('addressNotHttps'))
);

/** Where something was read once; nobody is sent there, so it need not be encrypted. */
export const sourceAddress = v.pipe(v.string(), v.maxLength(2000), v.url(), v.regex(/^https?:/u));

/** "Termin określa się w dniach, tygodniach, miesiącach", field 11. */
export const TIME_UNITS = ['day', 'workingDay', 'week', 'month'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

export const deadline = v.pipe(
	v.strictObject({
		/** The longest time the matter takes. */
		atMost: v.nullable(
			v.strictObject({
				count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999)),
				unit: v.picklist(TIME_UNITS)
			})
		),
		/** What numbers do not say. */
		note: v.nullable(line)
	}),
	v.check(({ atMost, note }) => atMost !== null || note !== null, because('deadlineMissing'))
);
export type Deadline = v.InferOutput<typeof deadline>;

export const place = v.pipe(
	v.strictObject({
		address: v.nullable(line),
		/** Komórka wewnętrzna: the section of the cell in field 24. */
		innerCell: v.nullable(line)
	}),
	v.check(
		({ address, innerCell }) => address !== null || innerCell !== null,
		because('placeMissing')
	)
);
export type Place = v.InferOutput<typeof place>;

const ACCOUNT_DIGITS = /^\d{26}$/u;

/** A Polish bank account number: 26 digits whose check digits agree (ISO 7064, mod 97-10). */
export function isAccountNumber(typed: string): boolean {
	const digits = typed.replaceAll(' ', '');
	if (!ACCOUNT_DIGITS.test(digits)) return false;
	const moved = `${digits.slice(2)}2521${digits.slice(0, 2)}`; // PL = 25 21
	let rest = 0;
	for (const digit of moved) rest = (rest * 10 + Number(digit)) % 97;
	return rest === 1;
}

const fee = v.pipe(
	v.string(because('feeMissing')),
	v.trim(),
	v.nonEmpty(because('feeMissing')),
	v.maxLength(LINE_LENGTH, because('textTooLong'))
);
const account = v.nullable(
	v.pipe(
		v.string(because('accountMalformed')),
		v.check(isAccountNumber, because('accountMalformed'))
	)
);

/** What field 13 says where nothing is paid. */
export const NO_FEE = 'brak';

export const fees = v.strictObject({
	stamp: fee, // opłata skarbowa
	other: fee,
	stampAccount: account,
	otherAccount: account
});
export type Fees = v.InferOutput<typeof fees>;

/** § 12(3): everything is .pdf but what a resident fills in. */
export const DOCUMENT_KINDS = ['document', 'application'] as const;

const requiredDocument = v.pipe(
	v.strictObject({
		name: line,
		kind: v.picklist(DOCUMENT_KINDS),
		/** The electronic form, or the description that leads to it. */
		formAddress: v.nullable(httpsAddress),
		files: v.pipe(
			v.array(documentFile),
			v.maxLength(MOST_FILES),
			v.check(
				(files) => new Set(files.map(({ sha256 }) => sha256)).size === files.length,
				because('malformed')
			)
		)
	}),
	v.forward(
		v.check(
			({ kind, files }) => kind === 'application' || files.every(({ type }) => type === PDF),
			because('documentNotPdf')
		),
		['files']
	)
);
export type RequiredDocument = v.InferOutput<typeof requiredDocument>;

/** "Dokumenty powinny być pogrupowane na dokumenty do wglądu i do złożenia", field 14. */
export const documents = v.strictObject(
	{
		forInspection: v.array(requiredDocument, because('documentsNotGrouped')),
		forSubmission: v.array(requiredDocument, because('documentsNotGrouped'))
	},
	because('documentsNotGrouped')
);
export type Documents = v.InferOutput<typeof documents>;

export const ACT_KINDS = [
	'statute', // ustawa
	'regulation', // rozporządzenie
	'cityOrder', // zarządzenie Prezydenta Miasta Łodzi
	'councilResolution', // uchwała Rady Miejskiej w Łodzi
	'other'
] as const;
export type ActKind = (typeof ACT_KINDS)[number];

export const act = v.strictObject({
	kind: v.picklist(ACT_KINDS),
	title: line,
	/** Where it was published; statutes and regulations are to have it, see remarks.ts. */
	publication: v.nullable(line)
});
export type Act = v.InferOutput<typeof act>;

/** Nazwisko i imię; the id is missing where the person has no account here. */
export const person = v.strictObject({ id: v.nullable(uuid), name: line });
export type PersonRef = v.InferOutput<typeof person>;

export const unit = v.strictObject({ id: uuid, name: line }, because('unitMissing'));
export type UnitRef = v.InferOutput<typeof unit>;

/** One of the main steps: what to do, and how. */
export const step = v.strictObject({ title: line, how: v.nullable(line) });
export type Step = v.InferOutput<typeof step>;

/** What the old portal tells of every procedure in the same words. */
export const FACTS = [
	'online', // załatwisz przez internet; "@" where all of it is
	'byPost',
	'byProxy',
	'visitByAppointment',
	'withFee',
	'electronicOutcome'
] as const;
export type Fact = (typeof FACTS)[number];
export const FACT_ANSWERS = ['yes', 'partly', 'no', 'unknown'] as const;
export type FactAnswer = (typeof FACT_ANSWERS)[number];
export type ByFact<T> = Readonly<Record<Fact, T>>;

const answer = v.picklist(FACT_ANSWERS);
export const facts = v.strictObject({
	online: answer,
	byPost: answer,
	byProxy: answer,
	visitByAppointment: answer,
	withFee: answer,
	electronicOutcome: answer
} satisfies ByFact<typeof answer>);
export type Facts = v.InferOutput<typeof facts>;

/** The type behind each kind of the table. */
export type ValueOfKind = {
	line: string;
	text: string;
	flag: boolean;
	date: string;
	ka: string;
	deadline: Deadline;
	place: Place;
	fees: Fees;
	documents: Documents;
	act: Act;
	person: PersonRef;
	unit: UnitRef;
	step: Step;
	facts: Facts;
};
