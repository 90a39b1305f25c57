import * as v from 'valibot';
import { cityFacts, type CityFacts } from '../../organisation/city-facts.ts';
import { permitted, router } from '../init.ts';

/** R3.1: what devices keep of the city for their forms. */
export const cityRouter = router({
	facts: permitted('city.facts')
		.input(v.object({ known: v.nullable(v.pipe(v.string(), v.maxLength(64))) }))
		/** @returns null where the device has them already */
		.query(async ({ ctx: { services }, input: { known } }): Promise<CityFacts | null> => {
			const facts = await cityFacts(services);
			return facts.version === known ? null : facts;
		})
});
