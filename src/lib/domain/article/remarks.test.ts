import { describe, expect, it } from 'vitest';
import { sampleArticle } from '../../../../tests/support/article.ts';
import type { ArticleFields } from './article.ts';
import { remarksOn, type Remark } from './remarks.ts';

const act = (kind: 'statute' | 'councilResolution') => ({ kind, title: 'akt', publication: null });
const at = (address: string) => ({ address, innerCell: null });

describe('RA2.1 what a reviewer is told', () => {
	it.each<[told: string, fields: Partial<ArticleFields>, remarks: readonly Remark[]]>([
		['nothing where all is well', {}, []],
		['that there is no legal basis', { legalBasis: [] }, ['legalBasisMissing']],
		['a statute without publicator', { legalBasis: [act('statute')] }, ['publicationMissing']],
		['nothing about a resolution without one', { legalBasis: [act('councilResolution')] }, []],
		['a phone number in the place', { place: at('pok. 5, tel. 42 638 44 44') }, ['phoneInPlace']],
		['nothing about an address', { place: at('90-926 Łódź, ul. Piotrkowska 104, pok. 351') }, []],
		['that nobody signs in', { realizators: [{ id: null, name: 'Nowak Jan' }] }, ['nobodySignsIn']]
	])('%s', (_told, fields, remarks) => {
		expect(remarksOn(sampleArticle(fields)).map(({ remark }) => remark)).toEqual(remarks);
	});
});
