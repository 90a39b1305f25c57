// Looks into one file and says what it is: `node inspect.ts PATH` prints an Inspected (domain/article/document-file.ts)
// as JSON. A process of its own (inspection.ts), as files come from outside: what hangs or grows is ended alone.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { Inspected } from '#lib/domain/article/document-file.ts';

const begins = (bytes: Uint8Array, text: string): boolean =>
	text.split('').every((sign, at) => bytes[at] === sign.charCodeAt(0));

/** By its content; a name or a claimed type is not asked. */
async function inspect(bytes: Uint8Array): Promise<Inspected> {
	// Each brings a library of its own, and takes a while to load.
	if (begins(bytes, '%PDF-')) return (await import('./pdf-file.ts')).inspectPdf(bytes);
	if (begins(bytes, 'PK\u0003\u0004'))
		return (await import('./office-file.ts')).inspectOffice(bytes);
	return { ok: false, refusal: 'otherKind' };
}

const [path = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await inspect(new Uint8Array(readFileSync(path)))));
