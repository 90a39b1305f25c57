import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleArbitrary, sampleArticle } from '../../../../tests/support/article.ts';
import type { Article, ArticleFields } from './article.ts';
import { ANNEX_FIELDS, AUDIENCES, keysShownTo, type Audience } from './fields.ts';
import { projectArticle } from './visibility.ts';

const audience = fc.constantFrom(...AUDIENCES);

/** Every text of the fields that this audience is not shown. */
function hiddenTexts(fields: ArticleFields, reader: Audience): readonly string[] {
	const shown = new Set<string>(keysShownTo(reader));
	return ANNEX_FIELDS.filter(({ key }) => !shown.has(key)).flatMap(({ key }) =>
		leaves(fields[key])
	);
}

function leaves(value: unknown): readonly string[] {
	if (typeof value === 'string') return [value];
	return value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [];
}

/** The same article as a database may hand it back: the keys of every object in another order. */
function shuffled(article: Article): Article {
	const turned = JSON.stringify(article, (_key, value: unknown) =>
		value !== null && typeof value === 'object' && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).reverse())
			: value
	);
	return JSON.parse(turned) as Article;
}

describe('RA2.2 who sees what of an article', () => {
	it('lets no text of a hidden field into a view', () => {
		fc.assert(
			fc.property(articleArbitrary, audience, (article, reader) => {
				const text = JSON.stringify(projectArticle(article, reader));
				for (const hidden of hiddenTexts(article.fields, reader))
					expect(text).not.toContain(hidden);
			})
		);
	});

	it('shows every other field as it is', () => {
		fc.assert(
			fc.property(articleArbitrary, audience, (article, reader) => {
				const view = projectArticle(article, reader);
				if (!view) return;
				for (const key of keysShownTo(reader))
					expect(view.fields[key]).toEqual(article.fields[key]);
				expect(view.extras).toEqual(article.extras);
				expect(Object.keys(view.fields)).toEqual(keysShownTo(reader));
			})
		);
	});

	it('shows an internal procedure to staff and to nobody else', () => {
		const article = sampleArticle({ internal: true });
		expect(projectArticle(article, 'portal')).toBeNull();
		expect(projectArticle(article, 'bip')).toBeNull();
		expect(projectArticle(article, 'staff')?.fields.title).toBe(article.fields.title);
	});

	it('never tells residents the notes for consultants (field 15)', () => {
		const article = sampleArticle({ consultantNotes: 'tylko dla konsultanta' });
		expect(JSON.stringify(projectArticle(article, 'portal'))).not.toContain(
			'tylko dla konsultanta'
		);
		expect(projectArticle(article, 'staff')?.fields.consultantNotes).toBe('tylko dla konsultanta');
	});

	it('names the authors (field 20) in BIP alone', () => {
		const article = sampleArticle({ authors: [{ id: null, name: 'Autor Anna' }] });
		const naming = AUDIENCES.filter((reader) =>
			JSON.stringify(projectArticle(article, reader)).includes('Autor Anna')
		);
		expect(naming).toEqual(['bip']);
	});

	it('tells of made-up content only where the content is shown, and of the source only staff', () => {
		const article = sampleArticle();
		expect(projectArticle(article, 'portal')?.demonstration).toEqual(['summary']);
		expect(projectArticle(article, 'portal')?.source).toBeNull();
		expect(projectArticle(article, 'staff')?.demonstration).toEqual(['owner', 'summary']);
		expect(projectArticle(article, 'staff')?.source).toBe(article.source);
	});

	it('has one JSON text, in whatever order the keys of the article lie', () => {
		fc.assert(
			fc.property(articleArbitrary, audience, (article, reader) => {
				expect(JSON.stringify(projectArticle(shuffled(article), reader))).toBe(
					JSON.stringify(projectArticle(article, reader))
				);
			})
		);
	});

	it('leaves behind what was smuggled into the parts of a field', () => {
		const article = sampleArticle();
		const fees = { ...article.fields.fees, note: 'przemycone' };
		const text = JSON.stringify(projectArticle(sampleArticle({ fees }), 'portal'));
		expect(text).not.toContain('przemycone');
	});
});
