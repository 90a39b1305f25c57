import * as v from 'valibot';
import { wantedLimitSchema, type TimeLimit } from '#lib/domain/org/time-limits.ts';
import {
	removeTimeLimit,
	setTimeLimit,
	TIME_LIMIT_SCOPE
} from '../../organisation/time-limit-writer.ts';
import { permitted, router } from '../init.ts';
import { Refused } from '../refused.ts';

/** R15.1: the Pełnomocnik says how long units may take. Read they are from the rows of each device. */
export const timeLimitRouter = router({
	set: permitted('timeLimit.set')
		.input(wantedLimitSchema)
		.mutation(async ({ ctx: { services }, input }): Promise<TimeLimit> => {
			const limit = await services.db.transaction((tx) => setTimeLimit(tx, input));
			if (!limit) throw new Refused('unknownReference');
			services.announce([TIME_LIMIT_SCOPE]);
			return limit;
		}),

	remove: permitted('timeLimit.remove')
		.input(v.object({ id: v.pipe(v.string(), v.uuid()) }))
		.mutation(async ({ ctx: { services }, input }): Promise<void> => {
			await services.db.transaction((tx) => removeTimeLimit(tx, input.id));
			services.announce([TIME_LIMIT_SCOPE]);
		})
});
