/**
 * What a person must give with each act on a ticket. The messages of the schemas are refusal codes,
 * so that a form and the server say the same thing at the same field.
 */
import * as v from 'valibot';
import { PROOF_LIMITS } from '../org/categories.ts';
import { parseReceiptCode } from './receipt-code.ts';
import { CHANNELS, type Correctable, KINDS, LEGAL_BASES, MANNERS, MEANS } from './vocabulary.ts';

/** What a resident may send with one ticket; a crew takes as many as it needs. */
export const MOST_RESIDENT_PHOTOS = 8;

/** Documents of a resident's on one ticket. */
export const MOST_RESIDENT_DOCUMENTS = 4;

/** What one report names; more may hang on the ticket. */
export const MOST_REPORT_PHOTOS = 50;

export const MOST_DOCUMENT_BYTES = 20 * 1024 * 1024;
/** Any file of somebody whom nobody knows; a photograph from our page has a tenth of it. */
export const MOST_BYTES_OF_ANYBODY = 5 * 1024 * 1024;

/** Lengths in characters; a description fits a printed page, a note half of one. */
export const LIMITS = {
	description: 4000,
	location: 300,
	note: 2000,
	name: 120,
	email: 254,
	caption: 200,
	addressee: 300,
	number: 40,
	fileName: 120
} as const;

const required = (max: number) =>
	v.pipe(v.string('required'), v.trim(), v.nonEmpty('required'), v.maxLength(max, 'tooLong'));
const optional = (max: number) =>
	v.optional(v.pipe(v.string(), v.trim(), v.maxLength(max, 'tooLong')), '');
const reference = v.nullable(v.pipe(v.string(), v.uuid('invalidArguments')));

/** What was left empty is absent. */
const absentOr = <Schema extends v.GenericSchema<string, string>>(schema: Schema) =>
	v.pipe(
		v.nullable(v.union([v.pipe(v.string(), v.trim(), v.literal('')), schema])),
		v.transform((value) => (value === '' ? null : value))
	);

const phone = v.pipe(
	v.string(),
	v.trim(),
	v.regex(/^\+?[\d ()-]{9,20}$/u, 'invalidPhone'),
	v.check((typed) => typed.replaceAll(/\D/gu, '').length >= 9, 'invalidPhone')
);
const email = v.pipe(
	v.string(),
	v.trim(),
	v.maxLength(LIMITS.email, 'tooLong'),
	v.email('invalidEmail')
);

const emptyOr = <Schema extends v.GenericSchema<string, string>>(schema: Schema) =>
	v.union([v.pipe(v.string(), v.trim(), v.literal('')), schema]);

/** @param value as the same field has it when a ticket is taken down */
const correction = <Field extends Correctable, Schema extends v.GenericSchema<unknown, string>>(
	field: Field,
	value: Schema
) =>
	v.object({
		field: v.literal(field),
		/** What it was when somebody began to change it. */
		was: v.pipe(v.string('invalidArguments'), v.maxLength(LIMITS.location, 'invalidArguments')),
		value
	});

/** However it was typed, it is kept the way it is looked up. */
const receiptCode = v.pipe(
	v.string(),
	v.rawTransform(({ dataset, addIssue, NEVER }) => {
		const parsed = parseReceiptCode(dataset.value);
		if (parsed.ok) return parsed.value;
		addIssue({ message: 'invalidReceiptCode' });
		return NEVER;
	})
);

/** A device that does not hold the other one shows it by the number that was typed. */
const otherTicket = {
	ticketId: v.pipe(v.string('required'), v.uuid('required')),
	number: v.pipe(v.string('required'), v.trim(), v.maxLength(LIMITS.number, 'tooLong'))
};

export const contactSchema = v.pipe(
	v.object({
		name: absentOr(v.pipe(v.string(), v.trim(), v.maxLength(LIMITS.name, 'tooLong'))),
		phone: absentOr(phone),
		email: absentOr(email),
		/** Consent to e-mail about this ticket (R8.5); nothing is written to anybody without. */
		letters: v.optional(v.boolean('invalidArguments'), false)
	}),
	v.forward(
		v.partialCheck(
			[['letters'], ['email']],
			({ letters, email: address }) => !letters || address !== null,
			'required'
		),
		['email']
	),
	v.transform(({ letters, ...rest }) => (letters ? { ...rest, letters } : rest))
);

const sha256 = v.pipe(v.string(), v.regex(/^[\da-f]{64}$/u, 'invalidArguments'));

export const photoSchema = v.object({
	sha256,
	type: v.picklist(['image/jpeg', 'image/png', 'image/webp'], 'invalidArguments'),
	bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20 * 1024 * 1024, 'tooLong')),
	caption: optional(LIMITS.caption)
});

/** What a report shows: its photographs by hash, as their bytes may come after it, and what was checked. */
const shownSchema = v.object({
	photos: v.pipe(v.array(sha256), v.maxLength(MOST_REPORT_PHOTOS, 'tooManyPhotos')),
	checked: v.pipe(
		v.array(v.pipe(v.string(), v.maxLength(PROOF_LIMITS.item, 'tooLong'))),
		v.maxLength(PROOF_LIMITS.items, 'invalidArguments')
	)
});

/** A scan of a fax, a letter: PDF and nothing else, as no other kind of document opens everywhere. */
export const documentSchema = v.object({
	sha256,
	bytes: v.pipe(
		v.number(),
		v.integer(),
		v.minValue(1),
		v.maxValue(MOST_DOCUMENT_BYTES, 'tooLarge')
	),
	/** As whoever sends it calls the file; shown and downloaded under it, and a path of nothing. */
	name: v.pipe(
		v.string('required'),
		v.trim(),
		v.nonEmpty('required'),
		v.maxLength(LIMITS.fileName, 'tooLong'),
		v.regex(/^[^\p{C}/\\]+$/u, 'invalidArguments')
	)
});

export const ARGUMENTS = {
	'ticket.register': v.pipe(
		v.object({
			/** § 1(2): asked first, on every surface; a "yes" or no answer at all is not taken. */
			lifeThreat: v.literal(false, 'lifeThreat'),
			receiptCode,
			channel: v.picklist(CHANNELS, 'invalidArguments'),
			declaredKind: v.picklist(KINDS, 'required'),
			description: required(LIMITS.description),
			location: optional(LIMITS.location),
			contact: v.nullable(contactSchema),
			articleId: reference,
			categoryId: reference,
			/** The ticket out of which this matter is taken, where one report told of two. */
			partOf: v.optional(v.pipe(v.string(), v.uuid('invalidArguments')))
		}),
		v.forward(
			v.partialCheck(
				[['declaredKind'], ['location']],
				({ declaredKind, location }) => declaredKind === 'query' || location !== '',
				'required'
			),
			['location']
		)
	),
	'ticket.take': v.object({}),
	'ticket.mark': v.object({ kind: v.picklist(KINDS, 'required') }),
	'ticket.forward': v.object({
		unitId: v.pipe(v.string('required'), v.uuid('required')),
		cellId: reference,
		text: optional(LIMITS.note)
	}),
	'ticket.takeOn': v.object({}),
	'ticket.assign': v.object({
		personId: v.pipe(v.string('required'), v.uuid('required')),
		text: optional(LIMITS.note)
	}),
	'ticket.arrive': v.object({}),
	'ticket.addNote': v.object({ text: required(LIMITS.note) }),
	'ticket.attachPhoto': v.object({ photo: photoSchema }),
	'ticket.addPhoto': v.object({ receiptCode, photo: photoSchema }),
	'ticket.attachDocument': v.object({ document: documentSchema }),
	'ticket.addDocument': v.object({ receiptCode, document: documentSchema }),
	'ticket.return': v.object({ text: required(LIMITS.note) }),
	'ticket.reportDone': v.object({
		manner: v.picklist(MANNERS, 'required'),
		text: required(LIMITS.note),
		/** What the category demands; null is a report written down before anything was demanded. */
		proof: v.optional(v.nullable(shownSchema))
	}),
	'ticket.end': v.object({ articleId: reference, text: optional(LIMITS.note) }),
	'ticket.handTo112': v.object({ text: required(LIMITS.note) }),
	'ticket.endOutOfScope': v.object({
		unitId: v.pipe(v.string('required'), v.uuid('required')),
		cellId: reference,
		text: required(LIMITS.note)
	}),
	'ticket.endOutsideCompetence': v.pipe(
		v.object({
			addressee: required(LIMITS.addressee),
			legalBasis: v.picklist(LEGAL_BASES, 'required'),
			text: optional(LIMITS.note)
		}),
		v.forward(
			v.partialCheck(
				[['legalBasis'], ['text']],
				({ legalBasis, text }) => legalBasis !== 'other' || text !== '',
				'required'
			),
			['text']
		)
	),
	'ticket.endFax': v.object({ text: required(LIMITS.note) }),
	'ticket.correctEnd': v.object({ text: required(LIMITS.note) }),
	'ticket.handOver': v.object({
		personId: v.pipe(v.string('required'), v.uuid('required')),
		text: required(LIMITS.note)
	}),
	'ticket.correct': v.variant('field', [
		correction('location', optional(LIMITS.location)),
		correction('name', optional(LIMITS.name)),
		correction('phone', emptyOr(phone)),
		correction('email', emptyOr(email))
	]),
	'ticket.markDuplicate': v.object({ ...otherTicket, text: optional(LIMITS.note) }),
	'ticket.markFollowUp': v.object({ ...otherTicket, text: optional(LIMITS.note) }),
	'ticket.unlink': v.object({ ticketId: otherTicket.ticketId, text: required(LIMITS.note) }),
	'ticket.askResident': v.object({ text: required(LIMITS.note) }),
	'ticket.resume': v.object({ text: optional(LIMITS.note) }),
	'ticket.logContact': v.object({
		means: v.picklist(MEANS, 'required'),
		partner: required(LIMITS.name),
		text: required(LIMITS.note)
	}),
	'ticket.addRemark': v.object({ receiptCode, text: required(LIMITS.note) }),
	'ticket.stopLetters': v.object({ receiptCode }),
	'ticket.disputeEnd': v.object({ receiptCode, text: required(LIMITS.note) })
} as const;

export type CommandName = keyof typeof ARGUMENTS;
export type Arguments<Name extends CommandName> = v.InferOutput<(typeof ARGUMENTS)[Name]>;
export type RawArguments<Name extends CommandName> = v.InferInput<(typeof ARGUMENTS)[Name]>;

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(ARGUMENTS, name);
