import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articleArbitrary, contentOf, sampleArticle } from '../../../../tests/support/article.ts';
import {
	AMENDED_KEYS,
	amended,
	changedKeys,
	rebase,
	valueOf,
	withoutWhatWzkmSets,
	type AmendedKey
} from './amendment.ts';
import type { Content } from './article.ts';
import { differenceOf, wordDifference } from './difference.ts';
import { ANNEX_FIELDS } from './fields.ts';

const content = articleArbitrary.map(contentOf);

describe('what an amendment changes', () => {
	test('every field of the annex is looked at, and what stands beside it', () => {
		expect(AMENDED_KEYS).toHaveLength(26 + 3);
	});

	test('nothing, whatever order a database keeps its parts in', () => {
		const made = contentOf(sampleArticle());
		const { stamp, other, stampAccount, otherAccount } = made.fields.fees;
		const fees = { otherAccount, stampAccount, other, stamp };
		expect(changedKeys(made, { ...made, fields: { ...made.fields, fees } })).toEqual([]);
	});

	test('each field by itself', () => {
		fc.assert(
			fc.property(content, content, fc.constantFrom(...ANNEX_FIELDS), (one, other, { key }) => {
				const after = { ...one, fields: { ...one.fields, [key]: other.fields[key] } };
				const differs = JSON.stringify(one.fields[key]) !== JSON.stringify(other.fields[key]);
				expect(changedKeys(one, after)).toEqual(differs ? [key] : []);
			})
		);
	});
});

describe('an amendment upon what was published meanwhile', () => {
	test('takes its own changes, and everything else from there', () => {
		fc.assert(
			fc.property(content, content, content, (base, newest, proposed) => {
				const upon = rebase({ base, newest, proposed });
				const own = changedKeys(base, proposed);
				for (const key of AMENDED_KEYS) {
					const expected = own.includes(key) ? proposed : newest;
					expect(changedKeys(expected, upon.content)).not.toContain(key);
				}
				const moved = changedKeys(base, newest);
				const differing = changedKeys(newest, proposed);
				expect(upon.clashes).toEqual(
					own.filter((key) => moved.includes(key) && differing.includes(key))
				);
			})
		);
	});

	test('is itself where nothing was published', () => {
		fc.assert(
			fc.property(content, content, (base, proposed) => {
				expect(rebase({ base, newest: base, proposed })).toEqual({
					content: proposed,
					clashes: []
				});
			})
		);
	});

	test('both have changed a field in the same way: no clash', () => {
		const base = contentOf(sampleArticle());
		const same = contentOf(sampleArticle({ title: 'Nowy tytuł' }));
		expect(rebase({ base, newest: same, proposed: same }).clashes).toEqual([]);
	});
});

test('what was written anew is made up no longer', () => {
	const made = sampleArticle();
	const owner = { id: null, name: 'Kowalska Anna' };
	const after = amended(made, { ...made, fields: { ...made.fields, owner } });
	expect(after.fields.owner).toEqual(owner);
	expect(after.demonstration).toEqual(['summary']);
	expect(amended(made, contentOf(made))).toEqual(made);
});

test('fields 7 and 8 stay as they were; of a new article they wait for WZKM', () => {
	const base = contentOf(sampleArticle());
	const wanted = contentOf(sampleArticle({ keywords: ['x'], categories: ['y'], title: 'Z' }));
	const after = withoutWhatWzkmSets(wanted, base);
	expect(changedKeys(base, after)).toEqual(['title']);
	expect(withoutWhatWzkmSets(wanted, null).fields).toMatchObject({ keywords: [], categories: [] });
});

describe('R12.2 the difference, word by word', () => {
	test('what is taken out and what is put in, with Polish words whole', () => {
		expect(wordDifference('Opłata wynosi 17 zł.', 'Opłata skarbowa wynosi 22 zł.')).toEqual([
			{ text: 'Opłata ', change: 'same' },
			{ text: 'skarbowa ', change: 'added' },
			{ text: 'wynosi ', change: 'same' },
			{ text: '17', change: 'removed' },
			{ text: '22', change: 'added' },
			{ text: ' zł.', change: 'same' }
		]);
	});

	test('put together it is both texts, to the last sign', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (before, after) => {
				const parts = wordDifference(before, after);
				const all = (without: string) =>
					parts.flatMap(({ text, change }) => (change === without ? [] : [text])).join('');
				expect(all('added')).toBe(before);
				expect(all('removed')).toBe(after);
			})
		);
	});

	const write = (of: Content, key: AmendedKey) => JSON.stringify(valueOf(of, key));

	test('only of the fields that differ; of a new article all that say something', () => {
		const made = contentOf(sampleArticle());
		const after = contentOf(sampleArticle({ title: 'Inny tytuł', appeal: 'Do SKO' }));
		expect(differenceOf(made, after, write).map(({ key }) => key)).toEqual(['title', 'appeal']);
		const fresh = differenceOf(null, after, (of, key) => (key === 'appeal' ? 'Do SKO' : ''));
		expect(fresh).toEqual([{ key: 'appeal', parts: [{ text: 'Do SKO', change: 'added' }] }]);
	});
});
