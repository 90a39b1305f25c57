/** Files of required documents, to whoever may read what names them. */
import { and, desc, eq, ne, sql } from 'drizzle-orm';
import { filesIn, type Content } from '#lib/domain/article/article.ts';
import { mayHaveFile, type Naming } from '#lib/domain/article/file-access.ts';
import { fileNameOf, type DocumentFile } from '#lib/domain/article/document-file.ts';
import { civilDayOf } from '#lib/domain/calendar.ts';
import { may } from '#lib/domain/org/policy.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import type { Visitor } from '../auth/visitor.ts';
import type { Database } from '../db/connection.ts';
import { article, articleFile, articleProposal, articleVersion } from '../db/schema/index.ts';
import { isSha256 } from '../files/blob-files.ts';
import { NOT_FOUND, savedAs, sendFile } from '../files/send-file.ts';
import type { Services } from '../start.ts';
import { articleFilePath, articlePicturePath, type ArticleFileRow } from './article-files.ts';

type Locals = { readonly services: Services; readonly visitor: () => Promise<Visitor> };

/** To be saved under the name that what is read gives it. */
export async function serveArticleFile(locals: Locals, sha256: string): Promise<Response> {
	const found = await admittedTo(locals, sha256);
	if (found instanceof Response) return found;
	const { filesDir } = locals.services;
	const { type } = found.row;
	return sendFile(locals.services, articleFilePath(filesDir, sha256), {
		'content-type': type,
		'content-disposition': savedAs(fileNameOf(found.name, type))
	});
}

/** Its first page as a picture. */
export async function serveArticlePicture(locals: Locals, sha256: string): Promise<Response> {
	const found = await admittedTo(locals, sha256);
	if (found instanceof Response) return found;
	if (!found.row.isPictured) return NOT_FOUND();
	return sendFile(locals.services, articlePicturePath(locals.services.filesDir, sha256), {
		'content-type': 'image/webp',
		'content-disposition': 'inline'
	});
}

type Found = { readonly row: ArticleFileRow; readonly name: string };

/** Whoever may not hears what they would hear if there were none. */
async function admittedTo(
	{ services, visitor }: Locals,
	sha256: string
): Promise<Found | Response> {
	const { actor, revoked } = await visitor();
	if (revoked) return Response.json({ reason: 'revoked' }, { status: 403 });
	if (!isSha256(sha256)) return NOT_FOUND();
	const { db, now } = services;
	const [row] = await db.select().from(articleFile).where(eq(articleFile.sha256, sha256));
	if (!row) return NOT_FOUND();
	const name =
		(await nameInVersions(db, sha256, { actor, today: civilDayOf(now()) })) ??
		(await nameInProposals(db, sha256, actor)) ??
		(row.broughtBy === ownerKeyOf(actor) ? '' : null);
	return name === null ? NOT_FOUND() : { row, name };
}

/** The newest first: it is called there as it is called now. */
async function nameInVersions(
	db: Database,
	sha256: string,
	{ actor, today }: { readonly actor: Actor; readonly today: string }
): Promise<string | null> {
	const rows = await db
		.select({ version: articleVersion, article })
		.from(articleVersion)
		.innerJoin(article, eq(article.id, articleVersion.articleId))
		.where(sql`${articleVersion.files} ? ${sha256}`)
		.orderBy(desc(articleVersion.no));
	const audience = actor.type === 'staff' ? 'staff' : 'portal';
	const found = rows.find((row) => mayHaveFile(audience, namingOf(row), today));
	return found ? nameIn(found.version.content, sha256) : null;
}

type NamingRow = {
	readonly version: typeof articleVersion.$inferSelect;
	readonly article: typeof article.$inferSelect;
};

const namingOf = ({ version, article: now }: NamingRow): Naming => ({
	isInternal: version.content.fields.internal,
	validTo: version.content.fields.validTo,
	isAhead: version.no > now.versionNo,
	article: {
		isInternal: now.content.fields.internal,
		validTo: now.validTo,
		isWithdrawn: now.withdrawal !== null
	}
});

/** Whoever wrote one, and whoever reviews. */
async function nameInProposals(db: Database, sha256: string, actor: Actor): Promise<string | null> {
	if (actor.type !== 'staff') return null;
	const theirs = may(actor, 'article.review') ? undefined : eq(articleProposal.authorId, actor.id);
	const [row] = await db
		.select({ content: articleProposal.content })
		.from(articleProposal)
		.where(
			and(theirs, ne(articleProposal.state, 'takenBack'), sql`${articleProposal.files} ? ${sha256}`)
		)
		.limit(1);
	return row ? nameIn(row.content, sha256) : null;
}

const nameIn = (content: Content, sha256: string): string | null =>
	filesIn(content).find((file: DocumentFile) => file.sha256 === sha256)?.name ?? null;
