/** What a PDF says of itself (ISO 32000), and its first page. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import {
	getDocument,
	type PDFDocumentProxy,
	type PDFPageProxy
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PDF } from '#lib/domain/media-types.ts';
import type { FileProperties, Inspected } from '#lib/domain/article/document-file.ts';
import { encoded, PICTURE_SIDE } from './picture-of.ts';
import { said } from './said.ts';

const LIBRARY = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
/** Pages that are looked through for text: a title page may be a picture. */
const PAGES_READ = 5;
/** Beside this, a picture on a page is left out of what is drawn. */
const MOST_PIXELS = 50_000_000;

export async function inspectPdf(bytes: Uint8Array): Promise<Inspected> {
	const loading = getDocument({
		data: bytes,
		verbosity: 0,
		maxImageSize: MOST_PIXELS,
		standardFontDataUrl: join(LIBRARY, 'standard_fonts/'),
		cMapUrl: join(LIBRARY, 'cmaps/'),
		wasmUrl: join(LIBRARY, 'wasm/')
	});
	try {
		const document = await loading.promise;
		const first = await document.getPage(1);
		const properties = await propertiesOf(document);
		return { ok: true, type: PDF, properties, picture: await drawn(first) };
	} catch (fault) {
		const isLocked = fault instanceof Error && fault.name === 'PasswordException';
		return { ok: false, refusal: isLocked ? 'locked' : 'unreadable' };
	} finally {
		await loading.destroy();
	}
}

type Info = {
	readonly Title?: unknown;
	readonly Author?: unknown;
	readonly IsAcroFormPresent?: boolean;
	readonly IsXFAPresent?: boolean;
};

async function propertiesOf(document: PDFDocumentProxy): Promise<FileProperties> {
	const { info, metadata } = await document.getMetadata();
	const { Title, Author, IsAcroFormPresent, IsXFAPresent } = info as Info;
	// XMP says it anew; makers fill in the one or the other.
	const inXmp = (name: string): unknown => [metadata?.get(name) ?? []].flat()[0];
	// A Map, whatever the library's types say.
	const marks: unknown = await document.getMarkInfo();
	return {
		title: said(Title) ?? said(inXmp('dc:title')),
		author: said(Author) ?? said(inXmp('dc:creator')),
		pages: document.numPages,
		isTagged: marks instanceof Map && marks.get('Marked') === true,
		hasText: await hasText(document),
		isForm: IsAcroFormPresent === true || IsXFAPresent === true,
		isXfa: IsXFAPresent === true,
		hasScripts: await document.hasJSActions()
	};
}

async function hasText(document: PDFDocumentProxy): Promise<boolean> {
	for (let number = 1; number <= Math.min(PAGES_READ, document.numPages); number += 1) {
		const { items } = await (await document.getPage(number)).getTextContent();
		if (items.some((item) => 'str' in item && item.str.trim() !== '')) return true;
	}
	return false;
}

/** Null for a page that cannot be drawn: the document is one all the same. */
async function drawn(page: PDFPageProxy): Promise<string | null> {
	try {
		const { width, height } = page.getViewport({ scale: 1 });
		const viewport = page.getViewport({ scale: PICTURE_SIDE / Math.max(width, height) });
		const canvas = createCanvas(
			Math.max(1, Math.ceil(viewport.width)),
			Math.max(1, Math.ceil(viewport.height))
		);
		// The library is written for browsers; this canvas is one for all it asks of it.
		await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport }).promise;
		return await encoded(canvas);
	} catch {
		return null;
	}
}
