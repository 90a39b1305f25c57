/** § 12(3), R12.3: files of required documents: brought, looked into, reviewed, and had by whoever may read what names them. */
import { existsSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PDF } from '#lib/domain/media-types.ts';
import type { DocumentFile } from '#lib/domain/article/document-file.ts';
import type { ArticleFields } from '#lib/domain/article/article.ts';
import {
	articleFilePath,
	articlePicturePath,
	deleteUnnamedFiles
} from '#lib/server/documents/article-files.ts';
import { withdrawArticle } from '#lib/server/articles/article-writer.ts';
import { articleFile, blob } from '#lib/server/db/schema/index.ts';
import { odt, pdf, xlsx } from '../support/documents.ts';
import { acceptance, changed, EditorialOffice, TODAY } from './editorial-office.ts';
import type { Browser } from './harness.ts';
import { reasonOf } from './procedures.ts';
import { pairedKiosk, signedIn } from './town.ts';
import { hashOf, upload } from './tus.ts';

let office: EditorialOffice;
let otherHead: Browser;
let consultant: Browser;
let kiosk: Browser;
let anybody: Browser;
beforeAll(async () => {
	office = await EditorialOffice.open();
	const { server, town } = office;
	otherHead = await signedIn(server, 'biurowa');
	consultant = await signedIn(server, 'konsultantka');
	kiosk = await pairedKiosk(server, town);
	anybody = server.browser();
});
afterAll(() => office.server.stop());

let number = 0;
const newPdf = () => pdf({ title: `Wniosek ${(number += 1)}`, author: 'ZDiT', text: 'Wniosek' });

/** A file as a head brings it, and as the form then names it. */
async function brought(bytes = newPdf(), name = 'Wniosek „A”'): Promise<DocumentFile> {
	const { head } = office;
	expect(await upload(head, Buffer.from(bytes))).toBe(204);
	const answer = await head.api.article.bringFile.mutate({ sha256: hashOf(bytes) });
	if (!answer.ok) throw new Error(answer.refusal);
	return { ...answer.file, name, isExample: false };
}

const naming = (...files: readonly DocumentFile[]): Partial<ArticleFields> => ({
	documents: {
		forInspection: [],
		forSubmission: [{ name: 'Wniosek', kind: 'application', formAddress: null, files: [...files] }]
	}
});

const statusOf = async (browser: Browser, { sha256 }: { sha256: string }, more = '') =>
	(await browser.fetch(`/api/documents/${sha256}${more}`)).status;
const readers = () => ({
	anybody,
	kiosk,
	consultant,
	otherHead,
	head: office.head,
	editor: office.editor
});
async function whoHas(file: DocumentFile): Promise<readonly string[]> {
	const found: string[] = [];
	for (const [name, browser] of Object.entries(readers())) {
		const statuses = [await statusOf(browser, file), await statusOf(browser, file, '/podglad')];
		// Its picture is had by whoever has the file.
		expect(new Set(statuses).size).toBe(1);
		if (statuses[0] === 200) found.push(name);
	}
	return found;
}
const EVERYBODY = ['anybody', 'kiosk', 'consultant', 'otherHead', 'head', 'editor'];
const STAFF = EVERYBODY.slice(2);

describe('a file on its way', () => {
	test('is its head’s alone, then the editor’s too, then everybody’s', async () => {
		const made = await office.published();
		const file = await brought();
		expect(await whoHas(file)).toEqual(['head']);
		const id = await office.submitted(made, naming(file));
		expect(await whoHas(file)).toEqual(['head', 'editor']);
		await office.editor.api.article.accept.mutate(acceptance(id));
		expect(await whoHas(file)).toEqual(EVERYBODY);
	});

	test('is given out whole, to be saved under the name it is shown by, and runs nowhere', async () => {
		const bytes = newPdf();
		const file = await brought(bytes);
		await office.published(naming(file));
		const answer = await anybody.fetch(`/api/documents/${file.sha256}`);
		expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(bytes));
		expect(Object.fromEntries(answer.headers)).toMatchObject({
			...{ 'content-type': PDF, 'x-content-type-options': 'nosniff' },
			'content-security-policy': "sandbox; default-src 'none'",
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('Wniosek „A”.pdf')}`
		});
	});

	test('its title and author are shown to whoever submits and reviews it, R12.3', async () => {
		const made = await office.published();
		const file = await brought(pdf({ title: 'Tytuł pliku', author: 'Jan Autor' }));
		const again = await office.head.api.article.bringFile.mutate({ sha256: file.sha256 });
		expect(again).toMatchObject({
			ok: true,
			properties: { title: 'Tytuł pliku', author: 'Jan Autor' }
		});
		const id = await office.submitted(made, naming(file));
		const { files } = await office.editor.api.article.proposal.query({ id });
		expect(files[file.sha256]).toMatchObject({
			title: 'Tytuł pliku',
			author: 'Jan Autor',
			pages: 1
		});
	});

	test.each([
		['a spreadsheet', xlsx, 'otherKind'],
		['a text with macros', () => odt({ hasMacros: true }), 'program'],
		['a PDF with a password', () => pdf({ isLocked: true }), 'locked']
	] as const)('%s is not taken, and nothing stays of it', async (_what, make, refusal) => {
		const bytes = make();
		expect(await upload(office.head, Buffer.from(bytes))).toBe(204);
		const sha256 = hashOf(bytes);
		expect(await office.head.api.article.bringFile.mutate({ sha256 })).toEqual({
			ok: false,
			refusal
		});
		expect(await statusOf(office.head, { sha256 })).toBe(404);
		expect(existsSync(articleFilePath(office.server.services.filesDir, sha256))).toBe(false);
	});

	test('what was never uploaded cannot be brought, named or published', async () => {
		const made = await office.published();
		const file = {
			sha256: 'ab'.repeat(32),
			name: 'x',
			type: PDF,
			bytes: 5,
			isExample: false
		} as const;
		expect(await office.head.api.article.bringFile.mutate({ sha256: file.sha256 })).toEqual({
			...{ ok: false, refusal: 'notArrived' }
		});
		const submission = (named: DocumentFile) => ({
			...{ id: crypto.randomUUID(), articleId: made.id, baseNo: 1, remark: null, seen: null },
			content: changed(made, naming(named))
		});
		expect(await reasonOf(office.head, 'article.submit', submission(file))).toBe('fileMissing');
		// Nor as something that it is not.
		const real = await brought();
		for (const lie of [
			{ bytes: real.bytes + 1 },
			{ type: 'application/vnd.oasis.opendocument.text' as const }
		])
			expect(await reasonOf(office.head, 'article.submit', submission({ ...real, ...lie }))).toBe(
				'fileMissing'
			);
	});

	test('nobody but staff of the Knowledge Base brings any', async () => {
		const file = await brought();
		const { sha256 } = file;
		expect(await reasonOf(anybody, 'article.bringFile', { sha256 })).toBe('signInNeeded');
		for (const browser of [kiosk, consultant])
			expect(await reasonOf(browser, 'article.bringFile', { sha256 })).toMatch(
				/^(?:notAllowed|signInNeeded)$/u
			);
		// What is packed comes from staff alone: residents have PDF.
		expect(await upload(anybody, Buffer.from(odt({ title: 'od mieszkańca' })))).toBe(415);
	});
});

describe('whoever may read what names it', () => {
	test('of an internal procedure: staff', async () => {
		const file = await brought();
		await office.published({ internal: true, ...naming(file) });
		expect(await whoHas(file)).toEqual(STAFF);
	});

	test('of an article that is over, or was withdrawn: staff', async () => {
		const over = await brought();
		await office.published({ validTo: '2090-02-28', ...naming(over) });
		expect(await whoHas(over)).toEqual(STAFF);
		const withdrawn = await brought();
		const made = await office.published(naming(withdrawn));
		expect(await whoHas(withdrawn)).toEqual(EVERYBODY);
		const why = { on: TODAY, by: 'R', reason: 'Zastąpiona', successor: null };
		await office.db.transaction((tx) => withdrawArticle(tx, made.id, why));
		expect(await whoHas(withdrawn)).toEqual(STAFF);
	});

	test('of a former version: everybody, as BIP shows it, until the article is internal', async () => {
		const file = await brought();
		const made = await office.published(naming(file));
		const id = await office.submitted(made, {
			documents: { forInspection: [], forSubmission: [] }
		});
		await office.editor.api.article.accept.mutate(acceptance(id));
		expect(await whoHas(file)).toEqual(EVERYBODY);
		const after = await office.submitted(made, { internal: true }, 2);
		await office.editor.api.article.accept.mutate(acceptance(after, { newestNo: 2 }));
		expect(await whoHas(file)).toEqual(STAFF);
	});

	test('of a version for a day to come: everybody, as devices hold it ahead', async () => {
		const file = await brought();
		const made = await office.published();
		const id = await office.submitted(made, naming(file));
		await office.editor.api.article.accept.mutate(acceptance(id, { validFrom: '2090-04-01' }));
		expect(await whoHas(file)).toEqual(EVERYBODY);
	});

	test('what is no hash, or nobody’s, is not there', async () => {
		for (const sha256 of ['cd'.repeat(32), 'x', '..%2Fx'])
			expect(await statusOf(office.editor, { sha256 })).toBe(404);
	});
});

describe('how long a file stays', () => {
	// By the clock of the database, which says when a file was brought.
	const now = new Date();
	const age = (file: DocumentFile) =>
		office.db
			.update(articleFile)
			.set({ broughtAt: new Date(now.getTime() - 91 * 24 * 60 * 60_000) })
			.where(eq(articleFile.sha256, file.sha256));
	const paths = ({ sha256 }: DocumentFile) => {
		const { filesDir } = office.server.services;
		return [articleFilePath(filesDir, sha256), articlePicturePath(filesDir, sha256)];
	};

	test('for good what a version or a proposal names; of the rest nothing is left', async () => {
		const [published, proposed, takenBack, unnamed, young] = await Promise.all(
			Array.from({ length: 5 }, () => brought())
		).then(
			(files) => files as [DocumentFile, DocumentFile, DocumentFile, DocumentFile, DocumentFile]
		);
		await office.published(naming(published));
		await office.submitted(await office.published(), naming(proposed));
		const id = await office.submitted(await office.published(), naming(takenBack));
		await office.head.api.article.takeBack.mutate({ id, seen: 1 });
		for (const file of [published, proposed, takenBack, unnamed]) await age(file);
		expect(await deleteUnnamedFiles(office.server.services, now)).toBe(2);
		for (const [file, stays] of [
			[published, true],
			[proposed, true],
			[young, true],
			[takenBack, false],
			[unnamed, false]
		] as const)
			expect(paths(file).map((path) => existsSync(path))).toEqual([stays, stays]);
	});

	test('longer than the upload that it came by', async () => {
		const file = await brought();
		await office.published(naming(file));
		await office.db.delete(blob).where(eq(blob.sha256, file.sha256));
		expect(await whoHas(file)).toEqual(EVERYBODY);
	});
});
