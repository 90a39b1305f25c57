import { describe, expect, it, test } from 'vitest';
import { demoCity } from '#lib/server/demo/city.ts';
import { CONTENT_KEYS, type Article } from '#lib/domain/article/article.ts';
import {
	EXCHANGE_FORM,
	fromExchange,
	isExchange,
	toExchange
} from '#lib/domain/article/exchange.ts';
import { ANNEX_FIELDS } from '#lib/domain/article/fields.ts';

const { units, staff } = demoCity;
const here = { id: null, units, people: new Set(staff.map(({ id }) => id)) };
type Line = Record<string, unknown> & { readonly fields: Record<string, unknown> };
const lineOf = (article: Article) => JSON.parse(toExchange(article)) as Line;
const [first] = demoCity.articles as unknown as readonly [Article, ...Article[]];

describe('R12 an article between installations', () => {
	test.each(demoCity.articles.map((article) => [article.ka, article] as const))(
		'%s comes back as it was',
		(_ka, article) => {
			const line = lineOf(article);
			expect(isExchange(line)).toBe(true);
			expect(fromExchange(line, here)).toEqual({ ok: true, value: article });
		}
	);

	it('has all 26 fields, in the order of the annex', () => {
		expect(Object.keys(lineOf(first).fields)).toEqual(ANNEX_FIELDS.map(({ key }) => key));
		const { fields, extras } = lineOf(first) as unknown as Record<string, object>;
		const keys = Object.keys({ ...fields, ...extras, ka: '' });
		expect(keys.sort()).toEqual([...CONTENT_KEYS].sort());
	});

	it('finds units by name where their ids are of another installation, and keeps people as names', () => {
		const line = lineOf(first);
		const foreign = (ref: unknown) =>
			ref === null ? null : { ...(ref as object), id: '11111111-1111-4111-8111-111111111111' };
		const { unit, cell, owner } = line.fields;
		const fields = {
			...line.fields,
			unit: foreign(unit),
			cell: foreign(cell),
			owner: foreign(owner)
		};
		expect(fromExchange({ ...line, fields }, here)).toMatchObject({
			ok: true,
			value: { fields: { unit, cell, owner: { id: null, name: first.fields.owner.name } } }
		});
	});

	it('takes the place of the article that has its number here', () => {
		const id = '22222222-2222-4222-8222-222222222222';
		expect(fromExchange(lineOf(first), { ...here, id })).toMatchObject({ value: { id } });
	});

	test.each([
		['another form', { form: 'lckm-kb-9' }, 'form', 'malformed'],
		['no fields', { fields: null }, 'fields', 'malformed'],
		['a unit that nobody knows', { unit: { id: 'x', name: 'Nic' } }, 'fields.unit', 'unitUnknown'],
		['no unit', { unit: undefined }, 'fields.unit', 'unitUnknown'],
		['a cell of nothing', { cell: { id: 'x', name: 'Nic' } }, 'fields.cell', 'cellUnknown'],
		['no title', { title: ' ' }, 'fields.title', 'textMissing'],
		['a field more', { mayor: 'x' }, 'fields.mayor', 'malformed'],
		[
			'an account with a slip',
			{ fees: { ...first.fields.fees, stampAccount: '1' } },
			'fields.fees.stampAccount',
			'accountMalformed'
		]
	])('is refused with %s, at its field', (...[_what, change, path, code]) => {
		const line = lineOf(first);
		const changed =
			'form' in change || 'fields' in change
				? { ...line, ...change }
				: { ...line, fields: { ...line.fields, ...change } };
		const taken = fromExchange(changed, here);
		expect(taken.ok ? [] : taken.error).toContainEqual({ path, code });
	});

	it('is known by its form', () => {
		expect(isExchange({ ka: 'KA-1', title: 'x' })).toBe(false);
		expect(isExchange({ form: EXCHANGE_FORM })).toBe(true);
	});
});
