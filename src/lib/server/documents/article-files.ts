/**
 * Files of required documents (field 14): brought as any upload is, looked into, and kept apart from what hangs on
 * tickets, as an article's versions stay for good. What nothing names goes after a while.
 */
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import { filesIn, type Content } from '#lib/domain/article/article.ts';
import type {
	DocumentFile,
	FileProperties,
	FileRefusal
} from '#lib/domain/article/document-file.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { articleFile } from '../db/schema/index.ts';
import { blobPath, keepUnderHash, replaceFile, smallPath } from '../files/blob-files.ts';
import { isKept } from '../files/uploads.ts';
import { inspect } from './inspection.ts';

/** A form that somebody fills in for weeks still names what was brought for it. */
const UNNAMED_LIVE_MS = 90 * 24 * 60 * 60_000;

export type ArticleFileRow = typeof articleFile.$inferSelect;

export type FileServices = { readonly db: Database; readonly filesDir: string };

const folder = (filesDir: string): string => join(filesDir, 'articles');
export const articleFilePath = (filesDir: string, sha256: string): string =>
	blobPath(folder(filesDir), sha256);
/** WebP. */
export const articlePicturePath = (filesDir: string, sha256: string): string =>
	smallPath(folder(filesDir), sha256);

/** What a file came to, as whoever brought it is told. */
export type Brought =
	| {
			readonly ok: true;
			readonly file: Pick<DocumentFile, 'sha256' | 'type' | 'bytes'>;
			readonly properties: FileProperties;
	  }
	| { readonly ok: false; readonly refusal: FileRefusal | 'notArrived' };

/** Takes over bytes that were uploaded; the same again changes nothing. @param by an owner key */
export async function bringUpload(
	{ db, filesDir }: FileServices,
	sha256: string,
	by: string
): Promise<Brought> {
	const [known] = await db
		.update(articleFile)
		.set({ broughtAt: sql`now()` })
		.where(eq(articleFile.sha256, sha256))
		.returning();
	if (known) {
		const { type, bytes, properties } = known;
		return { ok: true, file: { sha256, type, bytes }, properties };
	}
	if (!(await isKept(db, sha256))) return { ok: false, refusal: 'notArrived' };
	return bringFile({ db, filesDir }, blobPath(filesDir, sha256), { sha256, by });
}

/** Looks into a file and keeps it, the bytes before the row. @param whose its hash, and who brings it */
export async function bringFile(
	{ db, filesDir }: FileServices,
	path: string,
	{ sha256, by }: { readonly sha256: string; readonly by: string }
): Promise<Brought> {
	const found = await inspect(path);
	if (!found.ok) return found;
	const target = articleFilePath(filesDir, sha256);
	await keepUnderHash(path, target);
	const { size: bytes } = await stat(target);
	if (found.picture !== null)
		await replaceFile(articlePicturePath(filesDir, sha256), Buffer.from(found.picture, 'base64'));
	const { type, properties } = found;
	const isPictured = found.picture !== null;
	await db
		.insert(articleFile)
		.values({ sha256, type, bytes, properties, isPictured, broughtBy: by })
		.onConflictDoNothing();
	return { ok: true, file: { sha256, type, bytes }, properties };
}

/** Are they all here, and what they are said to be? Held so until the transaction ends. */
export async function areBrought(tx: Transaction, content: Content): Promise<boolean> {
	const named = filesIn(content);
	if (named.length === 0) return true;
	const rows = await tx
		.select({ sha256: articleFile.sha256, type: articleFile.type, bytes: articleFile.bytes })
		.from(articleFile)
		.where(inArray(articleFile.sha256, [...new Set(named.map(({ sha256 }) => sha256))].sort()))
		.for('key share');
	return named.every(({ sha256, type, bytes }) =>
		rows.some((row) => row.sha256 === sha256 && row.type === type && row.bytes === bytes)
	);
}

/** What files say of themselves, by hash. */
export async function propertiesOf(
	db: Database,
	content: Content
): Promise<Readonly<Record<string, FileProperties>>> {
	const hashes = filesIn(content).map(({ sha256 }) => sha256);
	if (hashes.length === 0) return {};
	const rows = await db
		.select({ sha256: articleFile.sha256, properties: articleFile.properties })
		.from(articleFile)
		.where(inArray(articleFile.sha256, hashes));
	return Object.fromEntries(rows.map(({ sha256, properties }) => [sha256, properties]));
}

/** What was taken back is no reason to keep anything. */
const isUnnamed = sql`
	not exists (select from article_version where files ? ${articleFile.sha256})
	and not exists (select from article_proposal
		where files ? ${articleFile.sha256} and state <> 'takenBack')`;

/** Takes away what nothing names. @returns how many files that were */
export async function deleteUnnamedFiles(
	{ db, filesDir }: FileServices,
	now: Date
): Promise<number> {
	const old = new Date(now.getTime() - UNNAMED_LIVE_MS);
	const goes = and(lt(articleFile.broughtAt, old), isUnnamed);
	return db.transaction(async (tx) => {
		// Locked first and only then looked for: who names one meanwhile is seen, or finds it gone.
		await tx
			.select({ sha256: articleFile.sha256 })
			.from(articleFile)
			.where(goes)
			.orderBy(articleFile.sha256)
			.for('update');
		const gone = await tx.delete(articleFile).where(goes).returning({ sha256: articleFile.sha256 });
		// Before the commit: a row without its file can be found again, and a file without its row cannot.
		for (const { sha256 } of gone)
			for (const path of [articleFilePath, articlePicturePath])
				await rm(path(filesDir, sha256), { force: true });
		return gone.length;
	});
}
