/**
 * An article as one line of JSON between installations: the 26 fields of Annex 2 under their names, what stands
 * beside them, and nothing of where it lay. Described in docs/knowledge-base-format.md.
 */
import { err, type Result } from '#lib/base/result.ts';
import type { Unit } from '../org/units.ts';
import { parseArticle, type Article } from './article.ts';
import { ANNEX_FIELDS } from './fields.ts';
import type { FieldRefusal } from './refusals.ts';

/** Raised when a field changes its form; what is of another form is refused and not guessed at. */
export const EXCHANGE_FORM = 'lckm-kb-1';

/** Always in the same order, so that two exports differ where the articles do. */
export function toExchange({ id, ka, fields, extras, demonstration, source }: Article): string {
	const inOrder = Object.fromEntries(ANNEX_FIELDS.map(({ key }) => [key, fields[key]]));
	const { summary, mainSteps, facts } = extras;
	return JSON.stringify({
		...{ form: EXCHANGE_FORM, id, ka, fields: inOrder },
		...{ extras: { summary, mainSteps, facts }, demonstration, source }
	});
}

export const isExchange = (input: unknown): input is Fields => isFields(input) && 'form' in input;

export type ExchangeContext = {
	/** Of the article that has this KA number here; null where none has. */
	readonly id: string | null;
	readonly units: readonly Unit[];
	/** The ids of everybody who has an account here. */
	readonly people: ReadonlySet<string>;
};

/**
 * Takes an article over. Units are found by their ids, or by their names where the ids are of another
 * installation; people without an account here are their names.
 * @returns the article, or every fault with the field where it is
 */
export function fromExchange(
	input: Fields,
	{ id, units, people }: ExchangeContext
): Result<Article, readonly FieldRefusal[]> {
	const { form, fields, ...rest } = input;
	if (form !== EXCHANGE_FORM) return err([{ path: 'form', code: 'malformed' }]);
	if (!isFields(fields)) return err([{ path: 'fields', code: 'malformed' }]);
	const unit = findUnit(units, fields['unit'], null);
	if (!unit) return err([{ path: 'fields.unit', code: 'unitUnknown' }]);
	const cell = fields['cell'] === null ? null : findUnit(units, fields['cell'], unit.id);
	if (cell === undefined) return err([{ path: 'fields.cell', code: 'cellUnknown' }]);
	const known = (person: unknown): unknown =>
		isFields(person) && typeof person['id'] === 'string' && !people.has(person['id'])
			? { ...person, id: null }
			: person;
	const all = (some: unknown): unknown => (Array.isArray(some) ? some.map(known) : some);
	return parseArticle({
		...rest,
		id: id ?? rest['id'],
		fields: {
			...fields,
			unit: { id: unit.id, name: unit.name },
			cell: cell && { id: cell.id, name: cell.name },
			...{ owner: known(fields['owner']), coordinator: known(fields['coordinator']) },
			...{ authors: all(fields['authors']), realizators: all(fields['realizators']) }
		}
	});
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (input: unknown): input is Fields =>
	typeof input === 'object' && input !== null && !Array.isArray(input);

/** A cell may lie in another cell: whatever is above it must lead to the unit. */
function findUnit(units: readonly Unit[], named: unknown, within: string | null): Unit | undefined {
	if (!isFields(named)) return undefined;
	const isWithin = (one: Unit): boolean =>
		within === null ? one.parentId === null : leadsTo(units, one, within);
	const some = units.filter(isWithin);
	return (
		some.find(({ id }) => id === named['id']) ?? some.find(({ name }) => name === named['name'])
	);
}

function leadsTo(units: readonly Unit[], from: Unit, to: string): boolean {
	const parent = units.find(({ id }) => id === from.parentId);
	return parent !== undefined && (parent.id === to || leadsTo(units, parent, to));
}
