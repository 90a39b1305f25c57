/** R4.2: the portal's terms; whoever reads them, and the Pełnomocnik who writes and approves them. */
import * as v from 'valibot';
import {
	termsTextSchema,
	type TermsApproval,
	type TermsVersion
} from '#lib/domain/org/portal-terms.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import {
	approveDraft,
	listApprovals,
	readDraft,
	readTerms,
	saveDraft,
	type TermsDraft
} from '../../organisation/terms-writer.ts';
import { permitted, router } from '../init.ts';
import { Refused } from '../refused.ts';

export type PublishedTerms = {
	/** Null before the first version, and for a version that there is not. */
	readonly terms: TermsVersion | null;
	/** All versions, the newest first. */
	readonly approvals: readonly TermsApproval[];
};

const version = v.pipe(v.number(), v.integer(), v.minValue(1));
const instant = v.pipe(v.string(), v.isoTimestamp());
const nameOf = (actor: Actor): string => (actor.type === 'staff' ? actor.name : '');

/** Somebody else has saved or approved meanwhile: what was typed stays, and is looked at again. */
function stillThere<T>(done: T | null): T {
	if (done === null) throw new Refused('changedMeanwhile');
	return done;
}

export const termsRouter = router({
	read: permitted('terms.read')
		.input(v.object({ version: v.nullable(version) }))
		.query(async ({ ctx: { services }, input }): Promise<PublishedTerms> => ({
			terms: await readTerms(services.db, input.version),
			approvals: await listApprovals(services.db)
		})),

	draft: permitted('terms.draft').query(({ ctx: { services } }): Promise<TermsDraft | null> =>
		readDraft(services.db)
	),

	save: permitted('terms.save')
		.input(v.object({ text: termsTextSchema, since: v.nullable(instant) }))
		.mutation(async ({ ctx: { services, actor }, input }): Promise<TermsDraft> => {
			const act = { by: nameOf(actor), at: services.now() };
			return stillThere(await services.db.transaction((tx) => saveDraft(tx, input, act)));
		}),

	approve: permitted('terms.approve')
		.input(v.object({ seen: instant }))
		.mutation(async ({ ctx: { services, actor }, input }): Promise<TermsVersion> => {
			const act = { by: nameOf(actor), at: services.now() };
			return stillThere(await services.db.transaction((tx) => approveDraft(tx, input.seen, act)));
		})
});
