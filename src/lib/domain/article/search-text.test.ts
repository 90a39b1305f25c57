import { describe, expect, it } from 'vitest';
import { sampleArticle } from '../../../../tests/support/article.ts';
import { fold } from '../fold.ts';
import { EVERYDAY_WORDS } from './everyday-words.ts';
import {
	documentOf,
	gramsOf,
	meaningsOf,
	segmentsOf,
	stem,
	stemsOf,
	swapsOf,
	tellingWordsOf,
	wordsOf
} from './search-text.ts';
import { projectArticle } from './visibility.ts';

describe('text for searching', () => {
	it('folds capitals and diacritics, ł and Ł included', () => {
		expect(fold('Zażółć gęślą JAŹŃ w Łodzi')).toBe('zazolc gesla jazn w lodzi');
	});

	it('cuts words at everything that is neither letter nor digit', () => {
		expect(wordsOf('50-lecie (KA-01208), „e-urząd”')).toEqual([
			'50',
			'lecie',
			'ka',
			'01208',
			'e',
			'urzad'
		]);
	});

	it('drops words that say nothing', () => {
		expect(tellingWordsOf('Chcę, żeby mi ktoś powiedział, gdzie jest PSZOK')).toEqual([
			'powiedzial',
			'pszok'
		]);
	});

	it.each([
		['dzierżawa dzierżawy dzierżawie dzierżawą dzierżawę'],
		['zaświadczenie zaświadczenia zaświadczeniem zaświadczeniami'],
		['rejestracyjny rejestracyjnego rejestracyjne rejestracyjnych rejestracyjną'],
		['asfalt asfaltu asfaltem asfaltowy asfaltowa'],
		['drzewo drzewa drzewu drzewom']
	])('brings the forms of a word to one stem: %s', (forms) => {
		expect(new Set(stemsOf(forms)).size).toBe(1);
	});

	it('leaves short words long enough to tell apart', () => {
		expect(['psa', 'kot', 'dom'].map(stem)).toEqual(['psa', 'kot', 'dom']);
		expect(stem('').length).toBe(0);
	});

	it('marks the start of a word in its pieces, and names each once', () => {
		expect(gramsOf('zgon, zgon')).toEqual(['_zgo', 'zgon']);
		expect(gramsOf('w')).toEqual([]);
	});

	it('exchanges neighbouring letters, and only different ones', () => {
		expect(swapsOf('zgno')).toEqual(['gzno', 'zngo', 'zgon']);
		expect(swapsOf('aa')).toEqual([]);
	});

	it('knows everyday words for each other, in both directions', () => {
		expect([...meaningsOf(stem('prawko'))]).toContain(stem('jazdy'));
		expect([...meaningsOf(stem('psa'))]).toContain(stem('pies'));
		expect([...meaningsOf(stem('pies'))]).toContain(stem('psa'));
		expect([...meaningsOf('fotosynteza')]).toEqual([]);
	});

	it('lists no everyday word twice in a meaning, and none alone', () => {
		for (const words of EVERYDAY_WORDS) {
			expect(words.length).toBeGreaterThan(1);
			expect(new Set(words).size).toBe(words.length);
		}
	});

	it('cuts a text for marking, losing nothing of it', () => {
		const text = 'Zgłaszanie ubytków w nawierzchni jezdni';
		const segments = segmentsOf(text, stemsOf('jezdnia ubytek'));
		expect(segments.map((one) => one.text).join('')).toBe(text);
		expect(segments.filter(({ hit }) => hit).map((one) => one.text)).toEqual(['jezdni']);
	});
});

describe('the document of a view', () => {
	const article = sampleArticle({ consultantNotes: 'pas ruchu', additionalInfo: 'objazdy' });
	const documentFor = (audience: 'portal' | 'bip' | 'staff') => {
		const view = projectArticle(article, audience);
		return view && documentOf(view);
	};

	it('takes each field where the table says, number and summary included', () => {
		const document = documentFor('portal');
		expect(document?.title).toBe(article.fields.title);
		expect(document?.keywords).toBe('dziura w drodze\nZDIT-DZIURY');
		expect(document?.summary).toBe('Zgłoszenie dziury w jezdni.');
		expect(document?.body).toBe('Zapisz ulicę i numer.\nZgłoś ubytek.\nobjazdy\nzgłoszenie');
		expect(document?.unit).toBe('ul. Piotrkowska 173\nZarząd Dróg i Transportu');
	});

	it('RA2.2 holds the consultants’ notes for staff alone, and no ids', () => {
		expect(documentFor('staff')?.body).toContain('pas ruchu');
		expect(documentFor('portal')?.body).not.toContain('pas ruchu');
		expect(documentFor('bip')?.unit).not.toContain('Zarząd');
		const { id: _id, ...texts } = documentFor('portal') ?? { id: '' };
		expect(JSON.stringify(texts)).not.toContain(article.fields.unit.id);
	});
});
