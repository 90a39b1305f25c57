/** Every word of the article's closed lists has its Polish sentence. */
import { describe, expect, it } from 'vitest';
import { ANNEX_FIELDS, EXTRA_FIELDS, SECTIONS } from '#lib/domain/article/fields.ts';
import { ARTICLE_REFUSALS } from '#lib/domain/article/refusals.ts';
import { REMARKS } from '#lib/domain/article/remarks.ts';
import { ACT_KINDS, DOCUMENT_KINDS, FACTS, TIME_UNITS } from '#lib/domain/article/values.ts';
import messages from '../../src/messages/pl/article.json' with { type: 'json' };

const KEYS: readonly (readonly [list: string, keys: readonly string[]])[] = [
	[
		'field',
		[...ANNEX_FIELDS, ...EXTRA_FIELDS].flatMap(({ key }) => [`${key}_label`, `${key}_hint`])
	],
	['section', SECTIONS],
	['refusal', ARTICLE_REFUSALS],
	['remark', REMARKS],
	['act', ACT_KINDS],
	['documentKind', DOCUMENT_KINDS],
	['deadline', TIME_UNITS],
	['fact', FACTS.flatMap((fact) => ['yes', 'partly', 'no'].map((answer) => `${fact}_${answer}`))]
];

describe('RA2.1 the words of an article', () => {
	it.each(KEYS)('%s', (list, keys) => {
		expect(keys.filter((key) => !(`article_${list}_${key}` in messages))).toEqual([]);
	});
});
