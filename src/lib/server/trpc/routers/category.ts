import { wantedProofSchema } from '#lib/domain/org/categories.ts';
import { REFERENCE_SCOPE, setProof } from '../../organisation/reference-writer.ts';
import { permitted, router } from '../init.ts';
import { Refused } from '../refused.ts';

/** § 9(4), R15.1: the Pełnomocnik says what a report must show. Read it is from the rows of each device. */
export const categoryRouter = router({
	setProof: permitted('category.setProof')
		.input(wantedProofSchema)
		.mutation(async ({ ctx: { services }, input }): Promise<void> => {
			const isThere = await services.db.transaction((tx) => setProof(tx, input));
			if (!isThere) throw new Refused('unknownReference');
			services.announce([REFERENCE_SCOPE]);
		})
});
