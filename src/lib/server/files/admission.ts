import { may, type Action } from '#lib/domain/org/policy.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import type { Visitor } from '../auth/visitor.ts';
import type { Reason } from '../trpc/refused.ts';

export type Admission = { readonly actor: Actor; readonly refusal: Response | null };

/** What the procedures of tRPC begin with, for the routes whose answers are bytes. */
export async function admitted(
	{ visitor }: { readonly visitor: () => Promise<Visitor> },
	action: Action
): Promise<Admission> {
	const { actor, revoked } = await visitor();
	if (revoked) return { actor, refusal: refusal('revoked', 403) };
	if (may(actor, action)) return { actor, refusal: null };
	return {
		actor,
		refusal: actor.type === 'staff' ? refusal('notAllowed', 403) : refusal('signInNeeded', 401)
	};
}

const refusal = (reason: Reason, status: number): Response => Response.json({ reason }, { status });
