/** ODT (ISO/IEC 26300) and DOCX (ISO/IEC 29500): packed parts, of which only those that say something are opened. */
import { strFromU8, unzipSync } from 'fflate';
import { create } from 'xmlbuilder2';
import type { FileProperties, Inspected } from '#lib/domain/article/document-file.ts';
import { DOCX, ODT } from '#lib/domain/media-types.ts';
import { drawnSmaller } from './picture-of.ts';
import { said } from './said.ts';

/** Opened; what claims to be longer is none of the parts that are looked for. */
const MOST_PART_BYTES = 4 * 1024 * 1024;
const OPENED = [
	'mimetype',
	'meta.xml',
	'META-INF/manifest.xml',
	'Thumbnails/thumbnail.png',
	'[Content_Types].xml',
	'docProps/core.xml',
	'docProps/app.xml',
	'docProps/thumbnail.jpeg'
] as const;
type PartName = (typeof OPENED)[number];

type Parts = {
	/** Of everything that is packed. */
	readonly names: readonly string[];
	readonly bytes: (name: PartName) => Uint8Array | null;
	/** Empty where there is none. */
	readonly text: (name: PartName) => string;
};

/** @throws what the library says of a damaged file */
function unpack(packed: Uint8Array): Parts {
	const names: string[] = [];
	const opened = unzipSync(packed, {
		filter: ({ name, originalSize }) => {
			names.push(name);
			return OPENED.some((one) => one === name) && originalSize <= MOST_PART_BYTES;
		}
	});
	const bytes = (name: PartName) => opened[name] ?? null;
	return { names, bytes, text: (name) => strFromU8(opened[name] ?? new Uint8Array()) };
}

/** What the two formats differ in. */
type Format = {
	readonly type: typeof ODT | typeof DOCX;
	readonly isIt: (parts: Parts) => boolean;
	readonly isLocked: (parts: Parts) => boolean;
	readonly hasMacros: (parts: Parts) => boolean;
	readonly properties: (parts: Parts) => Pick<FileProperties, 'title' | 'author' | 'pages'>;
	readonly picture: PartName;
};

const FORMATS: readonly Format[] = [
	{
		type: ODT,
		isIt: ({ text }) => text('mimetype').trim() === ODT,
		isLocked: ({ text }) => text('META-INF/manifest.xml').includes('encryption-data'),
		hasMacros: ({ names }) => names.some((name) => /^(?:Basic|Scripts)\//u.test(name)),
		properties: ({ text }) => {
			const meta = read(text('meta.xml'));
			return {
				title: meta.text('dc:title'),
				author: meta.text('meta:initial-creator') ?? meta.text('dc:creator'),
				pages: counted(meta.attribute('meta:document-statistic', 'meta:page-count'))
			};
		},
		picture: 'Thumbnails/thumbnail.png'
	},
	{
		type: DOCX,
		isIt: ({ text }) => /wordprocessingml\.|ms-word\./u.test(text('[Content_Types].xml')),
		// A locked one is packed in another way, and no DOCX to look at.
		isLocked: () => false,
		hasMacros: ({ names, text }) =>
			names.some((name) => name.endsWith('vbaProject.bin')) ||
			text('[Content_Types].xml').includes('macroEnabled'),
		properties: ({ text }) => {
			const core = read(text('docProps/core.xml'));
			return {
				title: core.text('dc:title'),
				author: core.text('dc:creator'),
				pages: counted(read(text('docProps/app.xml')).text('Pages'))
			};
		},
		picture: 'docProps/thumbnail.jpeg'
	}
];

const PDF_ONLY = { isTagged: null, hasText: null, isForm: null, isXfa: null, hasScripts: null };

export async function inspectOffice(packed: Uint8Array): Promise<Inspected> {
	try {
		const parts = unpack(packed);
		const format = FORMATS.find(({ isIt }) => isIt(parts));
		if (!format) return { ok: false, refusal: 'otherKind' };
		if (format.isLocked(parts)) return { ok: false, refusal: 'locked' };
		if (format.hasMacros(parts)) return { ok: false, refusal: 'program' };
		const picture = parts.bytes(format.picture);
		return {
			ok: true,
			type: format.type,
			properties: { ...format.properties(parts), ...PDF_ONLY },
			picture: picture && (await drawnSmaller(picture))
		};
	} catch {
		return { ok: false, refusal: 'unreadable' };
	}
}

const counted = (text: string | null): number | null =>
	text !== null && /^\d{1,6}$/u.test(text) ? Number(text) : null;

/** The first element of a name, in XML as office programs write it. @throws where it is no XML */
function read(xml: string) {
	const root = xml === '' ? null : create(xml).root().node;
	const first = (name: string): Element | null =>
		root && 'getElementsByTagName' in root
			? ((root as unknown as Element).getElementsByTagName(name)[0] ?? null)
			: null;
	return {
		text: (name: string): string | null => said(first(name)?.textContent),
		attribute: (name: string, attribute: string): string | null =>
			said(first(name)?.getAttribute(attribute))
	};
}
