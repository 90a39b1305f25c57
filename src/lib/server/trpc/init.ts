import { initTRPC } from '@trpc/server';
import { may, type Action } from '#lib/domain/org/policy.ts';
import type { LimitName } from '../auth/limits.ts';
import type { Visitor } from '../auth/visitor.ts';
import type { Context } from './context.ts';
import { reasonOf, Refused, refusalOf } from './refused.ts';

/** Silence for longer than this means that a stream is dead, whatever the network says. */
const STREAM_PING_MS = 15_000;
const STREAM_DEAD_MS = 40_000;
/** A stream is begun anew from time to time, so that its scopes are those of today's rights. */
const STREAM_LIVES_MS = 10 * 60_000;

const t = initTRPC
	.context<Context>()
	.meta<{ readonly action: Action }>()
	.create({
		isDev: false,
		// Listed, never spread: no message of a driver, no stack and no input leaves.
		errorFormatter: ({ shape, error }) => {
			const reason = reasonOf(error);
			const { code, httpStatus } = shape.data;
			const retryAfterMs = error instanceof Refused ? error.retryAfterMs : null;
			return {
				code: shape.code,
				message: reason,
				data: { code, httpStatus, reason, retryAfterMs }
			};
		},
		sse: {
			ping: { enabled: true, intervalMs: STREAM_PING_MS },
			maxDurationMs: STREAM_LIVES_MS,
			client: { reconnectAfterInactivityMs: STREAM_DEAD_MS }
		}
	});

export const router = t.router;

/** The one thing that a revoked device may still do. */
const FOR_REVOKED_TOO: Action = 'device.pair';

/**
 * The only way to begin a procedure: with its row of the policy. What the policy does not grant to
 * whoever is asking is refused before anything else is looked at.
 */
export const permitted = (action: Action) =>
	t.procedure.meta({ action }).use(async ({ ctx, next }) => {
		const visitor = await identified(ctx);
		if (visitor.revoked && action !== FOR_REVOKED_TOO) throw new Refused('revoked');
		const { actor, device } = visitor;
		if (!may(actor, action))
			throw new Refused(actor.type === 'staff' ? 'notAllowed' : 'signInNeeded');
		const result = await next({ ctx: { actor, device } });
		const refusal = result.ok ? null : refusalOf(result.error.cause ?? result.error);
		if (refusal) throw refusal;
		return result;
	});

async function identified({ visitor }: Context): Promise<Visitor> {
	try {
		return await visitor();
	} catch (fault) {
		throw refusalOf(fault) ?? fault;
	}
}

/** @throws Refused 'tooMany' with how long to wait */
export async function spend(
	{ services }: Context,
	...[name, key, points = 1]: readonly [name: LimitName, key: string, points?: number]
): Promise<void> {
	const waitMs = await services.limits.spend(name, key, points);
	if (waitMs > 0) throw new Refused('tooMany', waitMs);
}
