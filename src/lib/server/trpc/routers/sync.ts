import { ownerKeyOf } from '#lib/sync/owner.ts';
import {
	confirmRequestSchema,
	manifestRequestSchema,
	pullRequestSchema,
	pushRequestSchema
} from '#lib/sync/protocol.ts';
import { scopesOf } from '#lib/sync/scope.ts';
import { confirm } from '../../sync/confirm.ts';
import { pull } from '../../sync/pull.ts';
import { push } from '../../sync/push.ts';
import { permitted, router, spend } from '../init.ts';
import { Refused, refusalOf } from '../refused.ts';

export const syncRouter = router({
	push: permitted('sync.push')
		.use(async ({ ctx, next }) => {
			if (ctx.actor.type !== 'anonymous') await spend(ctx, 'push', ownerKeyOf(ctx.actor));
			return next();
		})
		.input(pushRequestSchema)
		.mutation(async ({ ctx, input }) => {
			const { services, actor, address } = ctx;
			if (actor.type === 'anonymous') {
				// Everybody at home is one owner: what counts is where they are, and how much they send.
				const acts = Math.max(1, input.commands.length);
				await spend(ctx, 'pushByAddress', address, acts);
				await spend(ctx, 'pushByAnybody', 'all', acts);
			}
			return push(services, actor, input);
		}),

	pull: permitted('sync.pull')
		.input(pullRequestSchema)
		.query(({ ctx, input }) => pull(ctx.services, ctx.actor, input)),

	confirm: permitted('sync.confirm')
		.input(confirmRequestSchema)
		.query(({ ctx, input }) => confirm(ctx.services, ctx.actor, input)),

	/** What a large scope is made of; the packs it names are files of their own. */
	manifest: permitted('sync.pull')
		.input(manifestRequestSchema)
		.query(async ({ ctx, input }) => {
			const manifest = await ctx.services.packs.manifest(ctx.actor, input);
			if (!manifest) throw new Refused('notFound');
			return manifest;
		}),

	/** Which scopes have moved, as they move. It ends with an error, so that the device comes back. */
	wake: permitted('sync.wake').subscription(async function* ({ ctx, signal }) {
		const ended = signal ?? new AbortController().signal;
		try {
			yield* ctx.services.hub.wakes(scopesOf(ctx.actor), ended);
		} catch (fault) {
			throw refusalOf(fault) ?? fault;
		}
	})
});
