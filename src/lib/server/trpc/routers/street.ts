import * as v from 'valibot';
import { listStreets, type StreetList } from '../../streets/street-list.ts';
import { permitted, router } from '../init.ts';

/** R3.1: the streets of the city, for devices to keep and complete places by. */
export const streetRouter = router({
	list: permitted('street.list')
		.input(v.object({ known: v.nullable(v.pipe(v.string(), v.maxLength(64))) }))
		/** @returns null where the device has them already */
		.query(async ({ ctx: { services }, input: { known } }): Promise<StreetList | null> => {
			const list = await listStreets(services.db);
			return list.version === known ? null : list;
		})
});
