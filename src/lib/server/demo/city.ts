/**
 * The demonstration city: Łódź's units and procedures, with invented people. It is data, checked by
 * the same schemas as everything that comes in, so that it can never hold what the system would refuse.
 * Ids are fixed, so that seeding twice changes nothing.
 */
import * as v from 'valibot';
import { parseArticle, type Article } from '#lib/domain/article/article.ts';
import { interventionCategorySchema } from '#lib/domain/org/categories.ts';
import { placeSchema } from '#lib/domain/org/places.ts';
import { ROLES } from '#lib/domain/org/roles.ts';
import { unitSchema } from '#lib/domain/org/units.ts';
import { DESKS } from '#lib/domain/ticket/vocabulary.ts';
import articles from './data/articles.json' with { type: 'json' };
import categories from './data/categories.json' with { type: 'json' };
import places from './data/places.json' with { type: 'json' };
import staff from './data/staff.json' with { type: 'json' };
import streets from './data/streets.json' with { type: 'json' };
import units from './data/units.json' with { type: 'json' };

/** Somebody who works in the city. Passwords are not data: whoever seeds sets them. */
const demoPersonSchema = v.strictObject({
	id: v.pipe(v.string(), v.uuid()),
	login: v.pipe(v.string(), v.regex(/^[a-z]+\.[a-z]+$/u)),
	name: v.pipe(v.string(), v.nonEmpty()),
	roles: v.pipe(v.array(v.picklist(ROLES)), v.nonEmpty()),
	desk: v.exactOptional(v.picklist(DESKS)),
	unitCode: v.exactOptional(v.string()),
	cellCode: v.exactOptional(v.string())
});
export type DemoPerson = Readonly<v.InferOutput<typeof demoPersonSchema>>;

/** @throws Error naming the article and its faults: the data is ours, a fault in it is a bug */
function checked(input: unknown, position: number): Article {
	const parsed = parseArticle(input);
	if (parsed.ok) return parsed.value;
	throw new Error(`Article ${position}: ${JSON.stringify(parsed.error)}`);
}

export const demoCity = {
	units: v.parse(v.array(unitSchema), units),
	categories: v.parse(v.array(interventionCategorySchema), categories),
	places: v.parse(v.array(placeSchema), places),
	staff: v.parse(v.array(demoPersonSchema), staff),
	streets: v.parse(v.array(v.string()), streets),
	articles: articles.map(checked)
} as const;
