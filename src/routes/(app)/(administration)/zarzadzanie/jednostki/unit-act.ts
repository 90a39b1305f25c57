import type { Api } from '#lib/client/net/trpc.ts';
import type { MergerRefusal } from '#lib/domain/org/unit-changes.ts';
import type { Unit } from '#lib/domain/org/units.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Loaded } from '#lib/surface/loaded.svelte.ts';

export type UnitDesk = Awaited<ReturnType<Api['unit']['desk']['query']>>;
export type Desk = Loaded<UnitDesk>;

/** What the Pełnomocnik is about to do. */
export type UnitAct =
	| { readonly type: 'add'; readonly unit: null }
	| { readonly type: 'rename' | 'merge' | 'ask'; readonly unit: Unit };

export const REFUSALS_SAID: Readonly<Record<MergerRefusal, () => string>> = {
	unknown: m.administration_units_refused_unknown,
	same: m.administration_units_refused_same,
	otherKind: m.administration_units_refused_otherKind,
	within: m.administration_units_refused_within,
	inactive: m.administration_units_refused_inactive,
	openTickets: m.administration_units_refused_openTickets
};
