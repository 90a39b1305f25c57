// R12.3: what a document says of itself, read by a process of its own from whatever somebody brings.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { filesIn } from '#lib/domain/article/article.ts';
import { remarksOnFile, type Inspected } from '#lib/domain/article/document-file.ts';
import { DOCX, ODT, PDF } from '#lib/domain/media-types.ts';
import { demoCity } from '#lib/server/demo/city.ts';
import { inspect } from '#lib/server/documents/inspection.ts';
import { docx, odt, pdf, xlsx } from '../support/documents.ts';

const folder = mkdtempSync(join(tmpdir(), 'lckm-inspect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let number = 0;
function look(bytes: Uint8Array | string, patienceMs?: number): Promise<Inspected> {
	const path = join(folder, String((number += 1)));
	writeFileSync(path, bytes);
	return inspect(path, patienceMs);
}

const propertiesOf = (found: Inspected) => (found.ok ? found.properties : found.refusal);

describe('a PDF', () => {
	test('says its title, author and pages, with Polish letters, and shows its first page', async () => {
		const found = await look(
			pdf({
				title: 'Wniosek o zajęcie jezdni',
				author: 'ZDiT Łódź',
				text: 'Wniosek',
				isTagged: true
			})
		);
		if (!found.ok) throw new Error(found.refusal);
		expect(found.type).toBe(PDF);
		expect(found.properties).toEqual({
			title: 'Wniosek o zajęcie jezdni',
			author: 'ZDiT Łódź',
			pages: 1,
			isTagged: true,
			hasText: true,
			isForm: false,
			isXfa: false,
			hasScripts: false
		});
		const picture = sharp(Buffer.from(found.picture ?? '', 'base64'));
		const { width, height, format } = await picture.metadata();
		expect([format, width, height]).toEqual(['webp', 340, 480]);
		// Something is drawn on the white page.
		const { channels } = await picture.stats();
		expect(channels[0]?.min).toBeLessThan(128);
		expect(channels[0]?.max).toBe(255);
	});

	test('what it lacks is said: no properties, no text, no tags; a form; a script', async () => {
		expect(propertiesOf(await look(pdf()))).toMatchObject({
			...{ title: null, author: null, isTagged: false, hasText: false, isForm: false }
		});
		expect(propertiesOf(await look(pdf({ isForm: true, script: 'app.alert(1)' })))).toMatchObject({
			...{ isForm: true, hasScripts: true }
		});
	});

	test('one that asks for a password, and one whose rest is missing, are not taken', async () => {
		expect(propertiesOf(await look(pdf({ isLocked: true })))).toBe('locked');
		expect(propertiesOf(await look('%PDF-1.7\nand nothing else'))).toBe('unreadable');
	});
});

describe('an application to be filled in', () => {
	test('ODT', async () => {
		expect(await look(odt({ title: 'Wniosek &amp; zał.', author: 'Żak Jan' }))).toMatchObject({
			...{ ok: true, type: ODT, picture: null },
			properties: { title: 'Wniosek & zał.', author: 'Żak Jan', pages: 2, isTagged: null }
		});
		expect(propertiesOf(await look(odt({ hasMacros: true })))).toBe('program');
		expect(propertiesOf(await look(odt({ isLocked: true })))).toBe('locked');
	});

	test('DOCX', async () => {
		expect(await look(docx({ title: 'Podanie', author: 'Anna' }))).toMatchObject({
			...{ ok: true, type: DOCX },
			properties: { title: 'Podanie', author: 'Anna', pages: 3 }
		});
		expect(propertiesOf(await look(docx({ hasMacros: true })))).toBe('program');
	});

	test('nothing else that is packed, nor a half of it', async () => {
		expect(propertiesOf(await look(xlsx()))).toBe('otherKind');
		const half = odt();
		expect(propertiesOf(await look(half.subarray(0, half.length / 2)))).toBe('unreadable');
		expect(propertiesOf(await look('<svg onload="alert(1)">'))).toBe('otherKind');
	});
});

test('what takes too long is given up, and the next one is looked into all the same', async () => {
	const [slow, next] = await Promise.all([look(pdf({ title: 'A' }), 1), look(pdf({ title: 'B' }))]);
	expect(propertiesOf(slow)).toBe('unreadable');
	expect(propertiesOf(next)).toMatchObject({ title: 'B' });
});

test('the demonstration’s own forms are what its articles say, with a title and an author', async () => {
	const forms = join(import.meta.dirname, '../../src/lib/server/demo/data/files');
	const found = await Promise.all(
		readdirSync(forms).map(async (name) => {
			const bytes = readFileSync(join(forms, name));
			const inspected = await inspect(join(forms, name));
			if (!inspected.ok) throw new Error(inspected.refusal);
			expect(remarksOnFile(inspected.properties)).toEqual([]);
			const sha256 = createHash('sha256').update(bytes).digest('hex');
			return { sha256, type: inspected.type, bytes: bytes.length };
		})
	);
	const named = demoCity.articles.flatMap((article) =>
		filesIn(article).map(({ sha256, type, bytes }) => ({ sha256, type, bytes }))
	);
	const inOrder = (files: readonly { readonly sha256: string }[]) =>
		files.toSorted((one, other) => (one.sha256 < other.sha256 ? -1 : 1));
	expect(named.length).toBeGreaterThan(0);
	expect(inOrder(found)).toEqual(inOrder(named));
});
