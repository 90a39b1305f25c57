/** What people search for, as counts; and what of it WZKM makes synonyms of. */
import * as v from 'valibot';
import { civilDayOf } from '#lib/domain/calendar.ts';
import { groupsSchema } from '#lib/domain/search/own-words.ts';
import { usageSchema } from '#lib/domain/search/usage.ts';
import { readOwnWords, saveOwnWords, type OwnWords } from '../../search/own-words.ts';
import { addUsage, usageReport } from '../../search/usage-counts.ts';
import { permitted, router, spend } from '../init.ts';
import { Refused } from '../refused.ts';

export const searchRouter = router({
	/** Of whoever it is, nothing is kept. */
	count: permitted('search.count')
		.input(usageSchema)
		.mutation(async ({ ctx, input }): Promise<void> => {
			await spend(ctx, 'countByAddress', ctx.device?.id ?? ctx.address);
			const { db, now } = ctx.services;
			await db.transaction((tx) => addUsage(tx, input, civilDayOf(now())));
		}),

	desk: permitted('search.desk').query(async ({ ctx: { services } }) => ({
		...(await usageReport(services.db, services.now())),
		words: await readOwnWords(services.db)
	})),

	setWords: permitted('search.setWords')
		.input(
			v.strictObject({
				groups: groupsSchema,
				revision: v.pipe(v.number(), v.integer(), v.minValue(0))
			})
		)
		.mutation(async ({ ctx: { services, actor }, input }): Promise<OwnWords> => {
			const by = actor.type === 'staff' ? actor.name : '';
			const saving = { by, at: services.now() };
			const saved = await services.db.transaction((tx) => saveOwnWords(tx, input, saving));
			if (!saved) throw new Refused('changedMeanwhile');
			services.published.forget();
			return saved;
		})
});
