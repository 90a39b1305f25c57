import * as v from 'valibot';
import { trackTicket, type TrackedTicket } from '../../tickets/track.ts';
import { permitted, router, spend } from '../init.ts';
import { Refused } from '../refused.ts';

export const ticketRouter = router({
	track: permitted('ticket.track')
		.use(async ({ ctx, next }) => {
			// A hall of kiosks has one address; each of them counts by itself.
			await spend(ctx, 'trackByAddress', ctx.device?.id ?? ctx.address);
			await spend(ctx, 'trackByAnybody', 'all');
			return next();
		})
		.input(v.object({ receiptCode: v.pipe(v.string(), v.maxLength(64)) }))
		.query(async ({ ctx: { services }, input }): Promise<TrackedTicket> => {
			const tracked = await trackTicket(services, input.receiptCode);
			if (!tracked) throw new Refused('notFound');
			return tracked;
		})
});
