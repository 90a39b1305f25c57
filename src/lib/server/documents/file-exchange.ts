/** Files of required documents between installations: a folder beside the lines of `kb export`. */
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inArray } from 'drizzle-orm';
import { filesIn, type Article } from '#lib/domain/article/article.ts';
import { FILE_TYPES, type FileRefusal } from '#lib/domain/article/document-file.ts';
import { articleFile } from '../db/schema/index.ts';
import { examine } from '../files/blob-files.ts';
import { articleFilePath, bringFile, type FileServices } from './article-files.ts';

/** Whoever brings files in a folder is nobody who signs in. */
const BROUGHT_BY = 'import';

export type FolderReport = {
	readonly brought: number;
	/** By the name of the file. */
	readonly refused: readonly { readonly name: string; readonly refusal: FileRefusal }[];
};

/** Takes over every file of a folder, under whatever name. @throws what the file system says of the folder */
export async function bringFolder(services: FileServices, folder: string): Promise<FolderReport> {
	const entries = await readdir(folder, { withFileTypes: true });
	// A copy, which nobody writes into while it is looked into, or later.
	const copies = await mkdtemp(join(tmpdir(), 'lckm-files-'));
	const refused: { name: string; refusal: FileRefusal }[] = [];
	let brought = 0;
	try {
		for (const [index, { name }] of entries.filter((entry) => entry.isFile()).entries()) {
			// Each its own: what is kept is the same file under a second name.
			const copy = join(copies, String(index));
			await copyFile(join(folder, name), copy);
			const { sha256 } = await examine(copy);
			const answer = await bringFile(services, copy, { sha256, by: BROUGHT_BY });
			if (answer.ok) brought += 1;
			else if (answer.refusal !== 'notArrived') refused.push({ name, refusal: answer.refusal });
		}
	} finally {
		await rm(copies, { recursive: true, force: true });
	}
	return { brought, refused };
}

/** Writes each file that these articles name, as its hash with the end of its type. @returns how many */
export async function writeFolder(
	{ db, filesDir }: FileServices,
	articles: readonly Pick<Article, 'fields'>[],
	folder: string
): Promise<number> {
	const named = [...new Set(articles.flatMap(filesIn).map(({ sha256 }) => sha256))];
	if (named.length === 0) return 0;
	await mkdir(folder, { recursive: true });
	const rows = await db.select().from(articleFile).where(inArray(articleFile.sha256, named));
	for (const { sha256, type } of rows)
		await copyFile(
			articleFilePath(filesDir, sha256),
			join(folder, `${sha256}.${FILE_TYPES[type]}`)
		);
	return rows.length;
}
