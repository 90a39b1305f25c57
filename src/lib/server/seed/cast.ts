/** Who in the demonstration city does what. */
import { assert } from '#lib/base/assert.ts';
import { isSecondLine, type DeviceActor, type StaffActor } from '#lib/domain/org/roles.ts';
import { DESK_OF_CHANNEL, isCompetent, type Routed } from '#lib/domain/ticket/routing.ts';
import type { Channel, Desk } from '#lib/domain/ticket/vocabulary.ts';
import type { demoCity, DemoPerson } from '../demo/city.ts';
import type { Person } from '../organisation/person-writer.ts';
import { fixedUuid, type Chance } from './random.ts';

export type City = typeof demoCity;

/** A kiosk that stood in the hall for a while: it registered tickets and is out of use now. */
export const RETIRED_KIOSK_ID = fixedUuid('kiosk');

/** The invented people as the database keeps them. */
export function peopleOf(city: City, passwordHash: string): readonly Person[] {
	const idOf = (code: string | undefined): string | null => {
		if (code === undefined) return null;
		const found = city.units.find((unit) => unit.code === code);
		assert(found, `${code} is a unit of the demonstration city`);
		return found.id;
	};
	return city.staff.map(({ id, login, name, roles, desk, unitCode, cellCode }: DemoPerson) => ({
		id,
		login,
		name,
		passwordHash,
		roles,
		desk: desk ?? null,
		unitId: idOf(unitCode),
		cellId: idOf(cellCode),
		active: true
	}));
}

type NonEmpty<T> = readonly [T, ...T[]];

/** The same people, by what they can be asked to do. */
export class Company {
	readonly #everybody: readonly StaffActor[];
	readonly #hallId: string;
	readonly #pointIds: readonly string[];

	constructor(city: City) {
		this.#everybody = peopleOf(city, '').map(({ id, name, roles, desk, unitId, cellId }) => ({
			...{ type: 'staff', id, name, roles, desk, unitId, cellId, placeId: null }
		}));
		const hall = city.places.find(({ kind }) => kind === 'hall');
		assert(hall, 'the city has a service hall');
		this.#hallId = hall.id;
		this.#pointIds = city.places.filter(({ kind }) => kind === 'point').map(({ id }) => id);
	}

	/** Whoever takes the ticket down: behind a counter, at a kiosk, or the consultant. */
	registrar(channel: Channel, consultant: StaffActor, chance: Chance): StaffActor | DeviceActor {
		if (channel === 'hall' && chance.oneIn(2))
			return { type: 'device', id: RETIRED_KIOSK_ID, class: 'kiosk', placeId: this.#hallId };
		if (channel !== 'hall' && channel !== 'point') return consultant;
		const clerks = this.#everybody.filter(({ roles }) => roles.includes('clerk'));
		const places = channel === 'hall' ? [this.#hallId] : this.#pointIds;
		const clerk = chance.pick(nonEmpty(clerks));
		// Everybody keeps to one counter.
		return { ...clerk, placeId: places[clerks.indexOf(clerk) % places.length] ?? null };
	}

	consultant(channel: Channel, chance: Chance): StaffActor {
		const desk: Desk = DESK_OF_CHANNEL[channel];
		const there = this.#everybody.filter(
			(one) => one.desk === desk && one.roles.includes('consultant')
		);
		return chance.pick(nonEmpty(there));
	}

	/** Second line of this unit or cell: outdoors first where there is something to be done. */
	performer({ unitId, cellId }: Routed, chance: Chance): StaffActor {
		const competent = this.#everybody.filter(
			(one) => isSecondLine(one.roles) && isCompetent(one, { unitId, cellId })
		);
		const outdoors = competent.filter(({ roles }) => roles.includes('fieldWorker'));
		return chance.pick(nonEmpty(outdoors.length > 0 ? outdoors : competent));
	}

	/** Second line of some other unit, to whom a ticket can go by mistake. */
	bystander({ unitId }: Routed, chance: Chance): { actor: StaffActor; unitId: string } {
		const others = this.#everybody.flatMap((actor) =>
			actor.roles.includes('fieldWorker') && actor.unitId !== null && actor.unitId !== unitId
				? [{ actor, unitId: actor.unitId }]
				: []
		);
		return chance.pick(nonEmpty(others));
	}
}

function nonEmpty<T>(list: readonly T[]): NonEmpty<T> {
	const [first, ...rest] = list;
	assert(first !== undefined, 'the demonstration city has somebody for everything');
	return [first, ...rest];
}
