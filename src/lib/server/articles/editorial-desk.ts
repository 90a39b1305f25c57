/** What somebody sees to in the Knowledge Base: proposals under way, and articles that need them (§§ 12, 13). */
import { eq, isNull, sql } from 'drizzle-orm';
import { attentionTo, type Attention, type PerformerKey } from '#lib/domain/article/attention.ts';
import type { ArticleFields } from '#lib/domain/article/article.ts';
import type { ProposalState } from '#lib/domain/article/proposal.ts';
import type { CivilDate } from '#lib/domain/article/validity.ts';
import { mayAmend } from '#lib/domain/article/may-amend.ts';
import { may } from '#lib/domain/org/policy.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import type { Database } from '../db/connection.ts';
import { article as articleTable, person } from '../db/schema/index.ts';
import { listDecided, listOpen, type ProposalRow } from './proposals.ts';

/** Of what was decided, as much as says how the last ones went. */
const DECIDED_SHOWN = 10;

export type ProposalCard = {
	readonly id: string;
	readonly title: string;
	readonly isNew: boolean;
	readonly state: ProposalState;
	readonly authorName: string;
	readonly unit: string;
	/** ISO 8601 UTC. */
	readonly changedAt: string;
};
export type AttentionCard = {
	readonly id: string;
	readonly ka: string;
	readonly title: string;
	readonly attention: readonly Attention[];
};
export type EditorialDesk = {
	readonly open: readonly ProposalCard[];
	readonly decided: readonly ProposalCard[];
	readonly attention: readonly AttentionCard[];
};

export async function editorialDesk(
	db: Database,
	actor: StaffActor,
	today: CivilDate
): Promise<EditorialDesk> {
	// Who reviews sees everybody's, who submits their own.
	const authorId = may(actor, 'article.review') ? null : actor.id;
	const [open, decided, attention] = await Promise.all([
		listOpen(db, authorId),
		listDecided(db, { authorId, limit: DECIDED_SHOWN }),
		needing(db, actor, today)
	]);
	return { open: open.map(cardOf), decided: decided.map(cardOf), attention };
}

/** Of thousands of articles what is looked at, and not what they say. */
function watchedArticles(db: Database) {
	const { id, ka, unitId, cellId, reviewedOn, content, withdrawal } = articleTable;
	type Fields = Pick<ArticleFields, 'validTo' | PerformerKey>;
	return db
		.select({
			...{ id, ka, unitId, cellId, reviewedOn },
			title: sql<string>`${content}->'fields'->>'title'`,
			fields: sql<Fields>`jsonb_build_object(
				'validTo', ${content}->'fields'->'validTo',
				'owner', ${content}->'fields'->'owner',
				'coordinator', ${content}->'fields'->'coordinator',
				'realizators', ${content}->'fields'->'realizators')`
		})
		.from(articleTable)
		.where(isNull(withdrawal));
}

async function needing(
	db: Database,
	actor: StaffActor,
	today: CivilDate
): Promise<readonly AttentionCard[]> {
	const [rows, people] = await Promise.all([
		watchedArticles(db),
		db.select({ id: person.id }).from(person).where(eq(person.active, true))
	]);
	const atWork = new Set(people.map(({ id }) => id));
	return rows
		.filter((row) => mayAmend(actor, row) || may(actor, 'article.review'))
		.map(({ id, ka, title, fields, reviewedOn }) => ({
			...{ id, ka, title },
			attention: attentionTo({ article: { fields }, reviewedOn, today, atWork })
		}))
		.filter(({ attention }) => attention.length > 0)
		.sort((one, other) => one.title.localeCompare(other.title, 'pl'));
}

const cardOf = (row: ProposalRow): ProposalCard => ({
	id: row.id,
	title: row.content.fields.title,
	isNew: row.articleId === null,
	state: row.state,
	authorName: row.authorName,
	unit: row.content.fields.cell?.name ?? row.content.fields.unit.name,
	changedAt: row.changedAt.toISOString()
});
