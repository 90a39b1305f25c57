import * as v from 'valibot';
import type { Action } from '#lib/domain/org/policy.ts';
import { LIMITS } from '#lib/domain/ticket/arguments.ts';
import { parseTicketNumber } from '#lib/domain/ticket/number.ts';
import { parseReceiptCode } from '#lib/domain/ticket/receipt-code.ts';
import { SATISFACTIONS } from '#lib/domain/ticket/vocabulary.ts';
import { alikeOpen, earlierOfCaller, hintByNumber } from '../../tickets/alike.ts';
import { rate } from '../../tickets/satisfaction.ts';
import { trackTicket, type TrackedTicket } from '../../tickets/track.ts';
import { permitted, router, spend } from '../init.ts';
import { Refused, there } from '../refused.ts';

const short = v.pipe(v.string(), v.maxLength(LIMITS.location));
const uuid = v.pipe(v.string(), v.uuid());
const receiptCode = v.pipe(v.string(), v.maxLength(64));

/** By the code of a receipt, which somebody may try to guess. */
const byReceipt = (action: Action) =>
	permitted(action).use(async ({ ctx, next }) => {
		// A hall of kiosks has one address; each of them counts by itself.
		await spend(ctx, 'trackByAddress', ctx.device?.id ?? ctx.address);
		await spend(ctx, 'trackByAnybody', 'all');
		return next();
	});

export const ticketRouter = router({
	track: byReceipt('ticket.track')
		.input(v.object({ receiptCode }))
		.query(async ({ ctx: { services }, input }): Promise<TrackedTicket> =>
			there(await trackTicket(services, input.receiptCode))
		),

	/** What is known of a caller and of a place before one more ticket is taken down of them (R3.1). */
	hints: permitted('ticket.hints')
		.input(v.object({ phone: short, location: short, categoryId: v.nullable(uuid) }))
		.query(async ({ ctx: { services }, input: { phone, ...reported } }) => {
			const [earlier, alike] = await Promise.all([
				earlierOfCaller(services.db, phone),
				alikeOpen(services.db, reported, services.now())
			]);
			return { earlier, alike };
		}),

	/** A ticket that is to be linked to another, which the device may not hold. */
	byNumber: permitted('ticket.byNumber')
		.input(v.object({ number: v.pipe(v.string(), v.maxLength(LIMITS.number)) }))
		.query(async ({ ctx: { services }, input }) => {
			const number = there(parseTicketNumber(input.number));
			return there(await hintByNumber(services.db, number));
		}),

	/** The one question after the end; an answer that was given stays. */
	rate: byReceipt('ticket.rate')
		.input(v.object({ receiptCode, answer: v.picklist(SATISFACTIONS) }))
		.mutation(async ({ ctx: { services }, input }): Promise<void> => {
			const parsed = parseReceiptCode(input.receiptCode);
			if (!parsed.ok) throw new Refused('notFound');
			const rating = { receiptCode: parsed.value, answer: input.answer };
			const scopes = await services.db.transaction((tx) => rate(tx, rating, services.now()));
			services.announce(there(scopes));
		})
});
