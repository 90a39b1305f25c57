/** Files of required documents (field 14, § 12(3)): what may be one, and what its own properties say. */
import * as v from 'valibot';
import { DOCX, ODT, PDF } from '../media-types.ts';
import { because } from './refusals.ts';

/** What a resident can fill in: media types (RFC 6838) with the end of the file's name. */
export const FILE_TYPES = { [PDF]: 'pdf', [ODT]: 'odt', [DOCX]: 'docx' } as const;
export type FileType = keyof typeof FILE_TYPES;

export const MOST_FILE_BYTES = 20 * 1024 * 1024;
/** To one document: the form itself, one that is filled in as an example, a second format of both. */
export const MOST_FILES = 6;
const NAME_LENGTH = 120;

export const sha256 = v.pipe(v.string(), v.regex(/^[\da-f]{64}$/u));

export const documentFile = v.strictObject({
	/** Of the bytes, hexadecimal: other bytes are another file, so that a version never changes. */
	sha256,
	/** Shown and saved under it, and a path of nothing. */
	name: v.pipe(
		v.string(because('textMissing')),
		v.trim(),
		v.nonEmpty(because('textMissing')),
		v.maxLength(NAME_LENGTH, because('textTooLong')),
		v.regex(/^[^\p{C}/\\]+$/u, because('textMissing'))
	),
	type: v.picklist([PDF, ODT, DOCX]),
	bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_FILE_BYTES)),
	/** "Przykładowo wypełnione wnioski": it shows how to fill in, and is not handed in. */
	isExample: v.boolean()
});
export type DocumentFile = v.InferOutput<typeof documentFile>;

/** What a file says of itself, for whoever submits or reviews it (R12.3); residents get the file alone. */
export type FileProperties = {
	readonly title: string | null;
	readonly author: string | null;
	/** Null where the format does not count them. */
	readonly pages: number | null;
	/** A PDF with headings and reading order (PDF/UA), which screen readers need; null for other formats. */
	readonly isTagged: boolean | null;
	/** False for a PDF of pictures alone: nobody can search in it or have it read aloud. */
	readonly hasText: boolean | null;
	/** A PDF with fields that can be filled in. */
	readonly isForm: boolean | null;
	/** A PDF of a form that one maker's program alone shows (XFA). */
	readonly isXfa: boolean | null;
	/** A PDF that runs something when it is opened or filled in. */
	readonly hasScripts: boolean | null;
};

/** What was found in a file, or why it is not taken. */
export type Inspected =
	| {
			readonly ok: true;
			readonly type: FileType;
			readonly properties: FileProperties;
			/** Its first page as WebP, base64; null where there is none to be had. */
			readonly picture: string | null;
	  }
	| { readonly ok: false; readonly refusal: FileRefusal };

/** Why a file is not taken. */
export const FILE_REFUSALS = [
	'otherKind', // neither PDF nor ODT nor DOCX, by its content
	'unreadable', // damaged
	'locked', // it asks for a password
	'program' // it carries macros
] as const;
export type FileRefusal = (typeof FILE_REFUSALS)[number];

/** What whoever checks a file should see at once. */
export const FILE_REMARKS = [
	'titleMissing',
	'authorMissing',
	'notTagged',
	'noText',
	'xfa',
	'scripts'
] as const;
export type FileRemark = (typeof FILE_REMARKS)[number];

export function remarksOnFile(properties: FileProperties): readonly FileRemark[] {
	const { title, author, isTagged, hasText, isXfa, hasScripts } = properties;
	const applies: Readonly<Record<FileRemark, boolean>> = {
		titleMissing: title === null,
		authorMissing: author === null,
		notTagged: isTagged === false,
		noText: hasText === false,
		xfa: isXfa === true,
		scripts: hasScripts === true
	};
	return FILE_REMARKS.filter((remark) => applies[remark]);
}

/** A file's name as it can be shown and saved under anywhere; its end, which says what it is, stays. */
export function fileNameOf(typed: string, type: FileType): string {
	const end = `.${FILE_TYPES[type]}`;
	const plain = typed.replaceAll(/[\p{C}/\\]/gu, ' ').trim();
	const stem = plain.toLowerCase().endsWith(end) ? plain.slice(0, -end.length).trim() : plain;
	const short = stem.slice(0, NAME_LENGTH - end.length).trim();
	return `${short === '' ? 'dokument' : short}${end}`;
}
