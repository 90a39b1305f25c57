/** New articles and amendments on their way (§ 12): submitted, sent back, taken back, accepted. */
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import {
	amended,
	rebase,
	withoutWhatWzkmSets,
	type AmendedKey
} from '#lib/domain/article/amendment.ts';
import { routingOf, type Article, type Content } from '#lib/domain/article/article.ts';
import {
	isOpen,
	type Acceptance,
	type ProposalState,
	type Submission
} from '#lib/domain/article/proposal.ts';
import type { CivilDate } from '#lib/domain/article/validity.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { articleProposal, unit, type ReviewRemark } from '../db/schema/index.ts';
import { areBrought } from '../documents/article-files.ts';
import { lockArticle, newestVersion, versionAt, type Version } from './article-history.ts';
import { publishAhead, publishArticle } from './article-writer.ts';

export type ProposalRow = typeof articleProposal.$inferSelect;

/** What somebody does, and when. */
export type Act = { readonly actor: StaffActor; readonly at: Date; readonly today: CivilDate };

/** Why something was not done; nothing has changed then. */
export type ProposalRefusal =
	| 'changedMeanwhile' // another version was published, or somebody decided first
	| 'notFound'
	| 'notOpen' // decided already
	| 'invalid' // not an article, once all is put together
	| 'unknownReference' // a unit or a cell that there is not
	| 'fileMissing' // a file that was never brought, or is not what it is said to be
	| 'tooEarly'; // before a version that is published and begins on a day to come

export async function readProposal(
	db: Database | Transaction,
	id: string
): Promise<ProposalRow | null> {
	const [row] = await db.select().from(articleProposal).where(eq(articleProposal.id, id));
	return row ?? null;
}

/** Those that somebody may still do something with, the oldest first; of one author or of everybody. */
export function listOpen(db: Database, authorId: string | null): Promise<readonly ProposalRow[]> {
	const open = inArray(articleProposal.state, ['submitted', 'sentBack']);
	const whose = authorId === null ? undefined : eq(articleProposal.authorId, authorId);
	return db
		.select()
		.from(articleProposal)
		.where(and(open, whose))
		.orderBy(articleProposal.submittedAt);
}

/** The last ones that were decided. */
export function listDecided(
	db: Database,
	{ authorId, limit }: { readonly authorId: string | null; readonly limit: number }
): Promise<readonly ProposalRow[]> {
	const decided = inArray(articleProposal.state, ['accepted', 'takenBack']);
	const whose = authorId === null ? undefined : eq(articleProposal.authorId, authorId);
	return db
		.select()
		.from(articleProposal)
		.where(and(decided, whose))
		.orderBy(desc(articleProposal.changedAt))
		.limit(limit);
}

/** Submitted for the first time, or once more after it was sent back. What is sent twice is submitted once. */
export async function submit(
	tx: Transaction,
	submission: Submission,
	{ actor, at }: Act
): Promise<ProposalRefusal | null> {
	const { id, articleId, baseNo, seen } = submission;
	const base = articleId === null ? null : await versionAt(tx, articleId, baseNo ?? 0);
	if (articleId !== null && !base) return 'notFound';
	const content = withoutWhatWzkmSets(submission.content, base?.content ?? null);
	if (base && content.fields.relatedProcedures.includes(base.content.ka)) return 'invalid';
	const { unitId, cellId } = routingOf(content);
	if (!(await isThere(tx, unitId, null)) || !(await isThere(tx, cellId, unitId)))
		return 'unknownReference';
	if (!(await areBrought(tx, content))) return 'fileMissing';
	const before = await locked(tx, id);
	const written = {
		...{ content, baseNo, unitId, cellId, state: 'submitted' as const, changedAt: at },
		remarks: remarked(before, submission.remark, { actor, at })
	};
	if (!before) {
		await tx.insert(articleProposal).values({
			...{ id, articleId, authorId: actor.id, authorName: actor.name, submittedAt: at },
			...written
		});
		return null;
	}
	if (!isOpen(before.state)) return 'notOpen';
	// The answer to the first sending was lost: it is there already.
	if (seen === null) return null;
	if (before.revision !== seen) return 'changedMeanwhile';
	await tx
		.update(articleProposal)
		.set({ ...written, revision: before.revision + 1 })
		.where(eq(articleProposal.id, id));
	return null;
}

type Moved = { readonly id: string; readonly seen: number; readonly remark: string | null };

/** Sent back with a remark, or taken back. */
export async function move(
	tx: Transaction,
	{ id, seen, remark }: Moved,
	{ to, act }: { readonly to: ProposalState; readonly act: Act }
): Promise<ProposalRefusal | null> {
	const before = await locked(tx, id);
	if (!before) return 'notFound';
	if (!isOpen(before.state)) return 'notOpen';
	if (before.revision !== seen) return 'changedMeanwhile';
	await tx
		.update(articleProposal)
		.set({
			...{ state: to, revision: seen + 1, changedAt: act.at },
			remarks: remarked(before, remark, act)
		})
		.where(eq(articleProposal.id, id));
	return null;
}

export type Reviewed = {
	/** The newest version that there is; null for a new article. */
	readonly newest: Version | null;
	/** What would be published: the proposal upon the newest version. */
	readonly content: Content;
	/** Fields that were changed meanwhile in another way. */
	readonly clashes: readonly AmendedKey[];
};

/** What a proposal comes to today. */
export async function reviewed(
	db: Database | Transaction,
	{ articleId, baseNo, content }: ProposalRow
): Promise<Reviewed> {
	if (articleId === null) return { newest: null, content, clashes: [] };
	const [newest, base] = await Promise.all([
		newestVersion(db, articleId),
		versionAt(db, articleId, baseNo ?? 0)
	]);
	if (!newest || !base) return { newest, content, clashes: [] };
	const upon = rebase({ base: base.content, newest: newest.content, proposed: content });
	return { newest, ...upon };
}

export type Accepted = {
	readonly ka: string;
	readonly begins: CivilDate;
	readonly isAhead: boolean;
};

/** Published as it was looked at, with WZKM's keywords and categories, at once or at the start of a day (§ 12(4)). */
export async function accept(
	tx: Transaction,
	acceptance: Acceptance,
	{ actor, at, today }: Act
): Promise<Accepted | ProposalRefusal> {
	const before = await locked(tx, acceptance.id);
	if (!before) return 'notFound';
	if (!isOpen(before.state)) return 'notOpen';
	if (before.articleId !== null) await lockArticle(tx, before.articleId);
	const { newest, content } = await reviewed(tx, before);
	const isSeen =
		before.revision === acceptance.seen && acceptance.newestNo === (newest?.no ?? null);
	if (!isSeen) return 'changedMeanwhile';
	const { keywords, categories, validFrom } = acceptance;
	// Upon a version that has not begun, nothing can begin sooner.
	if (newest && newest.beginsOn > today && validFrom < newest.beginsOn) return 'tooEarly';
	const decided = { ...content.fields, keywords, categories, validFrom };
	const article = await named(tx, newest, { ...content, fields: decided });
	const publishing = {
		today,
		act: {
			...{ enteredBy: before.authorName, enteredAt: before.submittedAt },
			...{ publishedBy: actor.name, publishedAt: at }
		}
	};
	const isAhead = newest !== null && validFrom > today;
	await (isAhead ? publishAhead : publishArticle)(tx, article, publishing);
	await tx
		.update(articleProposal)
		.set({
			...{ state: 'accepted', revision: before.revision + 1, changedAt: at },
			articleId: article.id
		})
		.where(eq(articleProposal.id, before.id));
	return { ka: article.ka, begins: validFrom, isAhead };
}

/** A new article gets its number when it is published first. */
async function named(tx: Transaction, newest: Version | null, content: Content): Promise<Article> {
	if (newest) return amended(newest.content, content);
	const [drawn] = await tx.execute<{ no: string }>(sql`select nextval('article_number') as no`);
	const ka = `LCKM-${String(drawn?.no).padStart(5, '0')}`;
	return { id: crypto.randomUUID(), ka, ...content, demonstration: [], source: null };
}

/** A unit, or a cell at whatever depth of this unit. */
async function isThere(
	tx: Transaction,
	id: string | null,
	within: string | null
): Promise<boolean> {
	if (id === null) return true;
	const units = await tx.select({ id: unit.id, parentId: unit.parentId }).from(unit);
	const at = (wanted: string | null) => units.find((one) => one.id === wanted);
	let above = at(id);
	if (within === null) return above?.parentId === null;
	while (above && above.parentId !== within) above = at(above.parentId);
	return above !== undefined;
}

async function locked(tx: Transaction, id: string): Promise<ProposalRow | null> {
	const [row] = await tx
		.select()
		.from(articleProposal)
		.where(eq(articleProposal.id, id))
		.for('update');
	return row ?? null;
}

const remarked = (
	before: ProposalRow | null,
	text: string | null,
	{ actor, at }: Pick<Act, 'actor' | 'at'>
): readonly ReviewRemark[] => [
	...(before?.remarks ?? []),
	...(text === null ? [] : [{ by: actor.name, at: at.toISOString(), text }])
];
