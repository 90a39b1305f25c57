/** § 12: heads submit articles and amendments, WZKM reviews and publishes them; every version stays. */
import * as v from 'valibot';
import { routingOf, type Content } from '#lib/domain/article/article.ts';
import {
	acceptanceSchema,
	remarkSchema,
	submissionSchema,
	type Submission
} from '#lib/domain/article/proposal.ts';
import { sha256 } from '#lib/domain/article/document-file.ts';
import { ka, uuid } from '#lib/domain/article/values.ts';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import { withdrawalSchema } from '#lib/domain/article/withdrawal.ts';
import { civilDayOf } from '#lib/domain/calendar.ts';
import { mayAmend } from '#lib/domain/article/may-amend.ts';
import { may } from '#lib/domain/org/policy.ts';
import type { Actor, StaffActor } from '#lib/domain/org/roles.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { bringUpload, propertiesOf, type Brought } from '../../documents/article-files.ts';
import { articleByKa, headOf, newestVersion, versionsOf } from '../../articles/article-history.ts';
import { withdrawArticle } from '../../articles/article-writer.ts';
import { editorialDesk } from '../../articles/editorial-desk.ts';
import { confirmReview, withdrawable } from '../../articles/upkeep.ts';
import {
	accept,
	move,
	readProposal,
	reviewed,
	submit,
	type Act,
	type ProposalRefusal,
	type ProposalRow
} from '../../articles/proposals.ts';
import type { Services } from '../../start.ts';
import { permitted, router } from '../init.ts';
import { Refused, there, type Reason } from '../refused.ts';

const PUBLISHED_TO: readonly Scope[] = ['kb:public', 'kb:staff'];

const REASON_OF: Readonly<Record<ProposalRefusal, Reason>> = {
	changedMeanwhile: 'changedMeanwhile',
	notOpen: 'changedMeanwhile',
	notFound: 'notFound',
	invalid: 'invalid',
	tooEarly: 'invalid',
	unknownReference: 'unknownReference',
	fileMissing: 'fileMissing'
};
function carriedOut(refusal: ProposalRefusal | null): void {
	if (refusal !== null) throw new Refused(REASON_OF[refusal]);
}

/** Only staff pass the policy here. */
function staffOf(actor: Actor): StaffActor {
	if (actor.type !== 'staff') throw new Refused('notAllowed');
	return actor;
}

function actOf({ now }: Services, actor: Actor): Act {
	const at = now();
	return { actor: staffOf(actor), at, today: civilDayOf(at) };
}

/** Whoever wrote it, and whoever reviews; to everybody else there is no such proposal. */
function visible(actor: Actor, row: ProposalRow | null): ProposalRow {
	const isTheirs = row !== null && row.authorId === staffOf(actor).id;
	return there(isTheirs || may(actor, 'article.review') ? row : null);
}

async function mayWrite(services: Services, actor: Actor, submission: Submission): Promise<void> {
	const { id, articleId, content } = submission;
	const before = await readProposal(services.db, id);
	if (before && before.authorId !== staffOf(actor).id) throw new Refused('notFound');
	const newest = articleId === null ? null : await newestVersion(services.db, articleId);
	const seenTo: Content = newest?.content ?? content;
	there(mayAmend(actor, routingOf(seenTo)));
}

const seen = v.pipe(v.number(), v.integer(), v.minValue(1));

export const articleRouter = router({
	desk: permitted('article.desk').query(({ ctx: { services, actor } }) =>
		editorialDesk(services.db, staffOf(actor), civilDayOf(services.now()))
	),

	/** What an amendment is made from: the newest version, whole. */
	newest: permitted('article.desk')
		.input(v.object({ ka }))
		.query(async ({ ctx: { services, actor }, input }) => {
			const { id } = there(await articleByKa(services.db, input.ka));
			const { no, beginsOn, content } = there(await newestVersion(services.db, id));
			there(mayAmend(actor, routingOf(content)));
			return { no, beginsOn, content };
		}),

	submit: permitted('article.desk')
		.input(submissionSchema)
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			await mayWrite(services, actor, input);
			const act = actOf(services, actor);
			carriedOut(await services.db.transaction((tx) => submit(tx, input, act)));
		}),

	/** Takes over a file that was uploaded, and says what it is; whoever submits it checks that (R12.3). */
	bringFile: permitted('article.desk')
		.input(v.object({ sha256 }))
		.mutation(async ({ ctx: { services, actor }, input }): Promise<Brought> => {
			const by = ownerKeyOf(staffOf(actor));
			return bringUpload(services, input.sha256, by);
		}),

	proposal: permitted('article.desk')
		.input(v.object({ id: uuid }))
		.query(async ({ ctx: { services, actor }, input }) => {
			const row = visible(actor, await readProposal(services.db, input.id));
			const { newest, content, clashes } = await reviewed(services.db, row);
			const files = await propertiesOf(services.db, content);
			const { id, articleId, baseNo, state, revision, authorId, authorName, remarks } = row;
			return {
				...{ id, articleId, baseNo, state, revision, authorId, authorName, remarks },
				changedAt: row.changedAt.toISOString(),
				...{ newest, content, clashes, files }
			};
		}),

	takeBack: permitted('article.desk')
		.input(v.object({ id: uuid, seen }))
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			const row = visible(actor, await readProposal(services.db, input.id));
			there(row.authorId === staffOf(actor).id);
			const how = { to: 'takenBack', act: actOf(services, actor) } as const;
			carriedOut(await services.db.transaction((tx) => move(tx, { ...input, remark: null }, how)));
		}),

	sendBack: permitted('article.review')
		.input(v.object({ id: uuid, seen, remark: remarkSchema }))
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			const how = { to: 'sentBack', act: actOf(services, actor) } as const;
			carriedOut(await services.db.transaction((tx) => move(tx, input, how)));
		}),

	accept: permitted('article.review')
		.input(acceptanceSchema)
		.mutation(async ({ ctx: { services, actor }, input }) => {
			const act = actOf(services, actor);
			const done = await services.db.transaction((tx) => accept(tx, input, act));
			if (typeof done === 'string') throw new Refused(REASON_OF[done]);
			services.announce(PUBLISHED_TO);
			return done;
		}),

	/** Somebody who sees to it says that it is still right. */
	confirm: permitted('article.desk')
		.input(v.object({ articleId: uuid }))
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			const newest = there(await newestVersion(services.db, input.articleId));
			there(mayAmend(actor, routingOf(newest.content)));
			await confirmReview(services.db, input.articleId, civilDayOf(services.now()));
		}),

	withdraw: permitted('article.review')
		.input(withdrawalSchema)
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			const { articleId, reason, successor } = input;
			const { actor: editor, today } = actOf(services, actor);
			await services.db.transaction(async (tx) => {
				if (!(await withdrawable(tx, input))) throw new Refused('unknownReference');
				await withdrawArticle(tx, articleId, { on: today, by: editor.name, reason, successor });
			});
			services.announce(PUBLISHED_TO);
		}),

	/** Every version, the newest first, as staff may read it. */
	history: permitted('article.history')
		.input(v.object({ ka }))
		.query(async ({ ctx: { services }, input }) => {
			const record = there(await articleByKa(services.db, input.ka));
			const versions = await versionsOf(services.db, record.id);
			return {
				...{ ka: record.ka, inForce: record.versionNo, withdrawal: record.withdrawal },
				versions: versions.map((version) => ({
					...headOf(version),
					view: projectArticle(version.content, 'staff')
				}))
			};
		})
});
