/** An article that is taken out of the Knowledge Base says so where it was, and what holds instead. */
import * as v from 'valibot';
import type { CivilDate } from './validity.ts';
import { ka, line, uuid } from './values.ts';

export type Withdrawal = {
	readonly on: CivilDate;
	/** The editor's name. */
	readonly by: string;
	/** In a sentence that residents read. */
	readonly reason: string;
	/** The KA number of the procedure to look at instead. */
	readonly successor: string | null;
};

export const withdrawalSchema = v.strictObject({
	articleId: uuid,
	reason: line,
	successor: v.nullable(ka)
});
export type WantedWithdrawal = v.InferOutput<typeof withdrawalSchema>;
