import { describe, expect, test } from 'vitest';
import { mayHaveFile, type Naming } from './file-access.ts';

const TODAY = '2026-03-01';
const PUBLIC: Naming = {
	...{ isInternal: false, validTo: null, isAhead: false },
	article: { isInternal: false, validTo: null, isWithdrawn: false }
};
const article = (more: Partial<Naming['article']>): Naming => ({
	...PUBLIC,
	article: { ...PUBLIC.article, ...more }
});

describe('who may have a file', () => {
	test.each<readonly [string, Naming, boolean]>([
		['of what holds', PUBLIC, true],
		['of an internal version', { ...PUBLIC, isInternal: true }, false],
		['of a version of what is internal now', article({ isInternal: true }), false],
		['of what was withdrawn', article({ isWithdrawn: true }), false],
		['of what ends today', article({ validTo: TODAY }), true],
		['of what ended yesterday', article({ validTo: '2026-02-28' }), false],
		[
			'of a public version to come of what is internal now',
			{ ...article({ isInternal: true }), isAhead: true },
			true
		],
		['of an internal version to come', { ...PUBLIC, isInternal: true, isAhead: true }, false],
		['of one to come that is over', { ...PUBLIC, isAhead: true, validTo: '2026-02-28' }, false]
	])('%s', (_what, naming, isPublic) => {
		expect(mayHaveFile('portal', naming, TODAY)).toBe(isPublic);
		expect(mayHaveFile('bip', naming, TODAY)).toBe(isPublic);
		expect(mayHaveFile('staff', naming, TODAY)).toBe(true);
	});
});
