/** R15.1: the Pełnomocnik sees how residents answered the one question after the end. */
import { monthOf } from '#lib/domain/retention.ts';
import { listSatisfaction, type SatisfactionCount } from '../../tickets/satisfaction.ts';
import { permitted, router } from '../init.ts';

const MONTHS_SHOWN = 12;

export const satisfactionRouter = router({
	list: permitted('satisfaction.list').query(
		({ ctx: { services } }): Promise<readonly SatisfactionCount[]> =>
			listSatisfaction(services.db, monthOf(services.now()) - MONTHS_SHOWN + 1)
	)
});
