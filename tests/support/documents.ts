/** Documents as residents and heads bring them, made by hand so that a test says what is in them. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { DOCX, ODT } from '#lib/domain/media-types.ts';

type Said = { readonly title?: string; readonly author?: string };
export type PdfSaid = Said & {
	/** Left out, the page shows nothing that could be read. */
	readonly text?: string;
	/** What runs when it is opened. */
	readonly script?: string;
	readonly isTagged?: boolean;
	readonly isForm?: boolean;
	/** It asks for a password. */
	readonly isLocked?: boolean;
};

/** A PDF of one page (ISO 32000-1 § 7.5). */
export function pdf(said: PdfSaid = {}): Uint8Array<ArrayBuffer> {
	const { title, author, text, script, isTagged, isForm, isLocked } = said;
	const shown = text === undefined ? '' : `BT /F1 18 Tf 40 760 Td (${text}) Tj ET`;
	const catalog = [
		'/Type /Catalog /Pages 2 0 R',
		isTagged ? '/MarkInfo << /Marked true >>' : '',
		isForm ? '/AcroForm << /Fields [6 0 R] >>' : '',
		script === undefined ? '' : `/OpenAction << /S /JavaScript /JS (${script}) >>`
	].join(' ');
	const objects = [
		`<< ${catalog} >>`,
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
		`<< /Length ${shown.length} >>\nstream\n${shown}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
		'<< /Type /Annot /Subtype /Widget /FT /Tx /T (imie) /Rect [40 600 300 620] >>',
		`<< ${title === undefined ? '' : `/Title ${utf16(title)}`} ${author === undefined ? '' : `/Author ${utf16(author)}`} >>`
	];
	const lock = isLocked
		? `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${'1f'.repeat(32)}> /U <${'2e'.repeat(32)}> /P -4 >> /ID [<01> <01>]`
		: '';
	return assembled(objects, `/Size 8 /Root 1 0 R /Info 7 0 R ${lock}`);
}

function assembled(objects: readonly string[], trailer: string): Uint8Array<ArrayBuffer> {
	let file = '%PDF-1.7\n';
	const places = objects.map((object, index) => {
		const at = file.length;
		file += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return at;
	});
	const start = file.length;
	const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`);
	file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`;
	file += `trailer\n<< ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
	return Uint8Array.from(file, (sign) => sign.charCodeAt(0));
}

/** § 7.9.2.2: UTF-16 with its mark, hexadecimal. */
const utf16 = (text: string): string =>
	`<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

export type OfficeSaid = Said & { readonly hasMacros?: boolean; readonly isLocked?: boolean };

const META = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"`;

/** A text as LibreOffice packs it: its type comes first, and is not compressed. */
export function odt(said: OfficeSaid = {}): Uint8Array<ArrayBuffer> {
	const { title = '', author = '', hasMacros = false, isLocked = false } = said;
	return packed({
		mimetype: [strToU8(ODT), { level: 0 }],
		'meta.xml': strToU8(
			`<?xml version="1.0" encoding="UTF-8"?><office:document-meta ${META}><office:meta><dc:title>${title}</dc:title><meta:initial-creator>${author}</meta:initial-creator><meta:document-statistic meta:page-count="2"/></office:meta></office:document-meta>`
		),
		'META-INF/manifest.xml': strToU8(isLocked ? '<manifest:encryption-data/>' : '<manifest/>'),
		'content.xml': strToU8('<office:document-content/>'),
		...(hasMacros ? { 'Basic/Standard/Module1.xml': strToU8('<module/>') } : {})
	});
}

/** A text as Word packs it. */
export function docx(said: OfficeSaid = {}): Uint8Array<ArrayBuffer> {
	const { title = '', author = '', hasMacros = false } = said;
	return packed({
		'[Content_Types].xml': strToU8(
			`<Types><Override PartName="/word/document.xml" ContentType="${DOCX}.main+xml"/></Types>`
		),
		'docProps/core.xml': strToU8(
			`<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${title}</dc:title><dc:creator>${author}</dc:creator></cp:coreProperties>`
		),
		'docProps/app.xml': strToU8('<Properties><Pages>3</Pages></Properties>'),
		'word/document.xml': strToU8('<w:document/>'),
		...(hasMacros ? { 'word/vbaProject.bin': strToU8('vba') } : {})
	});
}

/** A spreadsheet: packed in the same way, and none of what is taken. */
export const xlsx = (): Uint8Array<ArrayBuffer> =>
	packed({
		'[Content_Types].xml': strToU8(
			'<Types><Override ContentType="spreadsheetml.sheet.main+xml"/></Types>'
		),
		'xl/workbook.xml': strToU8('<workbook/>')
	});

const packed = (parts: Zippable): Uint8Array<ArrayBuffer> => Uint8Array.from(zipSync(parts));
