import {
	createTRPCClient,
	httpBatchLink,
	httpSubscriptionLink,
	splitLink,
	type TRPCClient
} from '@trpc/client';
import type { AppRouter } from '#lib/server/trpc/router.ts';

export type Api = TRPCClient<AppRouter>;

const ADDRESS = '/api/trpc';

/** The one client of a tab. Questions go by POST too, so that no address carries what somebody holds. */
export function createApi(): Api {
	return createTRPCClient<AppRouter>({
		links: [
			splitLink({
				condition: ({ type }) => type === 'subscription',
				true: httpSubscriptionLink({ url: ADDRESS }),
				false: httpBatchLink({ url: ADDRESS, methodOverride: 'POST' })
			})
		]
	});
}
