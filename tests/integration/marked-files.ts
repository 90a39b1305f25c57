/** Files whose properties say something that nothing else says, named by articles; each under a word of the test's. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Article } from '#lib/domain/article/article.ts';
import type { DocumentFile } from '#lib/domain/article/document-file.ts';
import { PDF } from '#lib/domain/media-types.ts';
import { bringFile } from '#lib/server/documents/article-files.ts';
import type { Services } from '#lib/server/start.ts';
import { pdf } from '../support/documents.ts';
import type { Browser } from './harness.ts';
import { hashOf } from './tus.ts';

/** What the file says of itself. */
export const titleOf = (word: string): string => `Wlasciwosci-${word}-8797`;
const fileOf = (word: string) => pdf({ title: titleOf(word), author: titleOf(word) });
/** The same as it stands in the file's own bytes. */
export const inFile = (word: string): string =>
	Buffer.from(titleOf(word), 'utf16le').swap16().toString('hex');

export function withFile(word: string, made: Article): Article {
	const bytes = fileOf(word);
	const file: DocumentFile = {
		...{ sha256: hashOf(bytes), name: `documents ${randomUUID()}`, bytes: bytes.length },
		type: PDF,
		isExample: false
	};
	const document = { name: 'Wniosek', kind: 'application' as const, formAddress: null };
	const { documents } = made.fields;
	const forSubmission = [...documents.forSubmission, { ...document, files: [file] }];
	return { ...made, fields: { ...made.fields, documents: { ...documents, forSubmission } } };
}

export async function bring(services: Services, word: string): Promise<void> {
	const bytes = fileOf(word);
	const path = join(services.filesDir, word);
	await writeFile(path, bytes);
	const brought = await bringFile(services, path, { sha256: hashOf(bytes), by: 'nobody' });
	if (!brought.ok) throw new Error(brought.refusal);
}

/** Every file, and every picture of one, that this reader is given. */
export async function filesHadBy(browser: Browser, words: readonly string[]): Promise<string> {
	const addresses = words.flatMap((word) => {
		const address = `/api/documents/${hashOf(fileOf(word))}`;
		return [address, `${address}/podglad`];
	});
	const answers = await Promise.all(addresses.map((address) => browser.fetch(address)));
	return (await Promise.all(answers.map((answer) => answer.text()))).join('\n');
}
