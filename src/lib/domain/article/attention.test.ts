import { describe, expect, test } from 'vitest';
import { sampleArticle } from '../../../../tests/support/article.ts';
import { attentionTo } from './attention.ts';

const here = sampleArticle();
const { owner, coordinator } = here.fields;
const atWork = new Set([owner.id ?? '', coordinator.id ?? '']);
const TODAY = '2026-11-30';
const watched = (more: object = {}, fields: object = {}) =>
	attentionTo({
		article: sampleArticle(fields),
		...{ reviewedOn: '2026-01-10', today: TODAY, atWork, ...more }
	});

describe('RA2.3, R12.1 what a head shall see to', () => {
	test('nothing, of an article that is in order', () => {
		expect(watched()).toEqual([]);
	});

	test.each([
		['2026-12-31', []],
		['2026-12-30', [{ type: 'endsSoon', day: '2026-12-30' }]],
		['2026-11-30', [{ type: 'endsSoon', day: '2026-11-30' }]],
		['2026-11-29', [{ type: 'ended', day: '2026-11-29' }]]
	])('it holds until %s', (validTo, expected) => {
		expect(watched({}, { validTo })).toEqual(expected);
	});

	test.each([
		['2025-12-01', 0],
		['2025-11-30', 1]
	])('last looked at on %s', (reviewedOn, count) => {
		const due = watched({ reviewedOn });
		expect(due).toEqual(Array(count).fill({ type: 'reviewDue', day: reviewedOn }));
	});

	test('an article that is over needs no look', () => {
		const over = watched({ reviewedOn: '2020-01-01' }, { validTo: '2026-01-01' });
		expect(over.map(({ type }) => type)).toEqual(['ended']);
	});

	test('R13.1 who is named and works here no longer, each by their field', () => {
		const left = watched({ atWork: new Set([coordinator.id ?? '']) });
		expect(left).toEqual([
			{ type: 'left', key: 'owner', name: owner.name },
			{ type: 'left', key: 'realizators', name: owner.name }
		]);
	});

	test('who never had an account has not left', () => {
		const byName = { id: null, name: 'Ktoś' };
		expect(watched({}, { owner: byName, realizators: [byName] })).toEqual([]);
	});
});
