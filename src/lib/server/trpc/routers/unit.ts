/** § 14, R15.1: units that join, and what the Pełnomocnik changes about those there are. */
import {
	joiningAnswerSchema,
	sideOf,
	wantedJoiningSchema,
	type Joining
} from '#lib/domain/org/joining.ts';
import type { Actor, StaffActor } from '#lib/domain/org/roles.ts';
import {
	mergerSchema,
	newUnitSchema,
	renamingSchema,
	type MergerRefusal,
	type UnitChange
} from '#lib/domain/org/unit-changes.ts';
import type { Unit } from '#lib/domain/org/units.ts';
import type { Scope } from '#lib/sync/scope.ts';
import {
	answerJoining,
	askToJoin,
	latestJoinings,
	type JoiningRefusal
} from '../../organisation/joining-writer.ts';
import { addUnit, listChanges, mergeUnits, renameUnit } from '../../organisation/unit-writer.ts';
import { unit } from '../../db/schema/index.ts';
import type { Services } from '../../start.ts';
import { permitted, router } from '../init.ts';
import { Refused, there } from '../refused.ts';

/** Everything that a change of units may reach. */
const CHANGED: readonly Scope[] = ['ref:public', 'ref:staff', 'kb:public', 'kb:staff'];

export type UnitDesk = {
	readonly units: readonly Unit[];
	/** The latest of each unit that was ever asked for. */
	readonly joinings: readonly Joining[];
	readonly changes: readonly UnitChange[];
};
export type OwnUnit = { readonly unit: Unit; readonly joining: Joining | null };
export type Merged =
	| { readonly ok: true; readonly articles: number }
	| { readonly ok: false; readonly refusal: MergerRefusal };

/** Only staff pass the policy here. */
function staffOf(actor: Actor): StaffActor {
	if (actor.type !== 'staff') throw new Refused('notAllowed');
	return actor;
}
const actOf = ({ now }: Services, actor: Actor) => ({ by: staffOf(actor).name, at: now() });

function carriedOut(refusal: JoiningRefusal | null): void {
	if (refusal !== null) throw new Refused(refusal);
}

export const unitRouter = router({
	desk: permitted('unit.change').query(
		async ({
			ctx: {
				services: { db }
			}
		}): Promise<UnitDesk> => {
			const [units, joinings, changes] = await Promise.all([
				db.select().from(unit).orderBy(unit.name),
				latestJoinings(db),
				listChanges(db)
			]);
			return { units, joinings: [...joinings.values()], changes };
		}
	),

	/** The unit that a head speaks for, while it is not in; null for everybody else. */
	own: permitted('unit.join').query(
		async ({
			ctx: {
				services: { db },
				actor
			}
		}): Promise<OwnUnit | null> => {
			const { unitId } = staffOf(actor);
			if (unitId === null || sideOf(actor, unitId) !== 'unit') return null;
			const units = await db.select().from(unit);
			const own = units.find(({ id }) => id === unitId);
			if (!own || own.active) return null;
			return { unit: own, joining: (await latestJoinings(db)).get(unitId) ?? null };
		}
	),

	ask: permitted('unit.join')
		.input(wantedJoiningSchema)
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			const act = { actor: staffOf(actor), at: services.now() };
			carriedOut(await services.db.transaction((tx) => askToJoin(tx, input, act)));
		}),

	answer: permitted('unit.join')
		.input(joiningAnswerSchema)
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			const act = { actor: staffOf(actor), at: services.now() };
			carriedOut(await services.db.transaction((tx) => answerJoining(tx, input, act)));
			services.announce(CHANGED);
		}),

	add: permitted('unit.change')
		.input(newUnitSchema)
		.mutation(async ({ ctx: { services, actor }, input }): Promise<void> => {
			const act = actOf(services, actor);
			const isDone = await services.db.transaction((tx) => addUnit(tx, input, act));
			if (!isDone) throw new Refused('unknownReference');
			services.announce(CHANGED);
		}),

	rename: permitted('unit.change')
		.input(renamingSchema)
		.mutation(async ({ ctx: { services, actor }, input }): Promise<{ articles: number }> => {
			const act = actOf(services, actor);
			const articles = await services.db.transaction((tx) => renameUnit(tx, input, act));
			services.announce(CHANGED);
			return { articles: there(articles) };
		}),

	merge: permitted('unit.change')
		.input(mergerSchema)
		.mutation(async ({ ctx: { services, actor }, input }): Promise<Merged> => {
			const act = actOf(services, actor);
			const done = await services.db.transaction((tx) => mergeUnits(tx, input, act));
			if (typeof done === 'string') return { ok: false, refusal: done };
			services.announce(CHANGED);
			return { ok: true, articles: done };
		})
});
