import { describe, expect, it } from 'vitest';
import type { Unit } from '../org/units.ts';
import { FEE_NOT_TOLD, importRow, type ImportContext } from './import-row.ts';
import { actFrom, deadlineFrom, documentFrom, factsFrom } from './import-values.ts';

const unit = (id: string, name: string, parentId: string | null = null): Unit => ({
	id: `0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a${id}`,
	code: `U${id}`,
	name,
	shortName: name,
	kind: parentId === null ? 'unit' : 'cell',
	parentId,
	active: true
});
const OFFICE = unit('01', 'Urząd Miasta Łodzi');
const CIVIC = unit('02', 'Wydział Spraw Obywatelskich i Komunikacji', OFFICE.id);
const SHELTER = unit('03', 'Schronisko dla Zwierząt');
const PERSON = { id: null, name: 'Ruta Celina' };

const CONTEXT: ImportContext = {
	id: '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a00',
	units: [OFFICE, CIVIC, SHELTER],
	formerNames: { 'Wydział Praw Jazdy': 'Wydział Spraw Obywatelskich i Komunikacji' },
	validFrom: '2026-01-01',
	people: { owner: PERSON, coordinator: PERSON, authors: [PERSON], realizators: [PERSON] },
	demonstration: ['owner']
};

const ROW = {
	ka: 'KA-01166',
	title: 'Wydanie międzynarodowego prawa jazdy',
	unit: 'Urząd Miasta Łodzi',
	cell: 'Wydział Spraw Obywatelskich i Komunikacji – Oddział Praw Jazdy',
	categories: ['prawo jazdy'],
	keywords: ['wyjazd za granicę'],
	steps: ['Umów wizytę', 'Złóż wniosek', 'Odbierz dokument lub poczekaj na pocztę'],
	extra: null,
	deadline: 'do 3 dni roboczych',
	place: '91-433 Łódź, ul. Smugowa 26a',
	fees: { stamp: 'brak', other: '35 zł', account: '61109010140000071219812874' },
	documents: { submission: ['wniosek', 'fotografia'], inspection: ['dowód osobisty'] },
	legalBasis: ['Ustawa z 5.01.2011 o kierujących pojazdami (Dz. U. z 2023 r. poz. 622)'],
	appeal: null,
	online: false,
	internal: false,
	inferred: ['fees.stamp', 'steps', 'url']
};

function imported(change: Readonly<Record<string, unknown>> = {}) {
	const result = importRow({ ...ROW, ...change }, CONTEXT);
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	return result.value;
}

const refused = (change: Readonly<Record<string, unknown>>) => {
	const result = importRow({ ...ROW, ...change }, CONTEXT);
	return result.ok ? [] : result.error;
};

describe('RA2.1 a procedure from a list', () => {
	it('becomes an article of Annex 2', () => {
		const { fields, extras, ka } = imported();
		expect(ka).toBe('KA-01166');
		expect(fields.handling).toBe(
			'Umów wizytę.\nZłóż wniosek.\nOdbierz dokument lub poczekaj na pocztę.'
		);
		expect(fields.deadline).toEqual({ atMost: { count: 3, unit: 'workingDay' }, note: null });
		expect(fields.documents.forSubmission.map(({ kind }) => kind)).toEqual([
			'application',
			'document'
		]);
		expect(extras.mainSteps.map(({ title }) => title)).toEqual(ROW.steps);
		expect(extras.facts).toMatchObject({ online: 'no', visitByAppointment: 'yes', withFee: 'yes' });
	});

	it('finds the cell by name, and names its section in field 12', () => {
		const { fields } = imported();
		expect(fields.unit).toEqual({ id: OFFICE.id, name: OFFICE.name });
		expect(fields.cell).toEqual({ id: CIVIC.id, name: CIVIC.name });
		expect(fields.place?.innerCell).toBe('Oddział Praw Jazdy');
	});

	it.each([
		['a former name', { cell: 'Wydział Praw Jazdy' }, CIVIC.id],
		[
			'a unit with the city added',
			{ unit: 'Schronisko dla Zwierząt w Łodzi', cell: null },
			undefined
		],
		['the unit as its own cell', { unit: SHELTER.name, cell: SHELTER.name }, undefined]
	])('resolves %s', (_case, change, cellId) => {
		expect(imported(change).fields.cell?.id).toBe(cellId);
	});

	it('never takes over a bank account', () => {
		expect(JSON.stringify(imported())).not.toContain('61109010140000071219812874');
	});

	it('does not say "brak" of a fee that nobody told', () => {
		const { fields, extras, demonstration } = imported({ fees: { stamp: null, other: 'brak' } });
		expect(fields.fees.stamp).toBe(FEE_NOT_TOLD);
		expect(extras.facts.withFee).toBe('unknown');
		expect(demonstration).toContain('fees');
	});

	it('keeps internal procedures internal, and made-up content marked', () => {
		const article = imported({ internal: true, kaOfficial: false });
		expect(article.fields.internal).toBe(true);
		expect(article.demonstration).toEqual(['handling', 'fees', 'owner', 'ka', 'mainSteps']);
	});

	it.each([
		[{ online: true, onlineBasis: '@/kategoria' }, 'yes'],
		[{ online: true }, 'yes'],
		[{ online: true, onlineBasis: 'e-mail lub telefon' }, 'partly'],
		[{ online: false, onlineBasis: null }, 'no']
	])('RA2.4 reads %j as done online: %s', (change, expected) => {
		expect(imported(change).extras.facts.online).toBe(expected);
	});

	it.each([
		[{ unit: 'Zarząd Dróg' }, [{ path: 'unit', code: 'unitUnknown' }]],
		[{ cell: 'Wydział Nieznany' }, [{ path: 'cell', code: 'cellUnknown' }]],
		[{ title: '' }, [{ path: 'fields.title', code: 'textMissing' }]],
		[{ keywords: [] }, [{ path: 'fields.keywords', code: 'keywordMissing' }]],
		[{ steps: [] }, [{ path: 'fields.handling', code: 'textMissing' }]],
		[{ ka: 'ka 1' }, [{ path: 'ka', code: 'kaMalformed' }]],
		[
			{ documents: { submission: 'wniosek' } },
			[{ path: 'documents.submission', code: 'malformed' }]
		]
	])('refuses %j, saying where', (change, refusals) => {
		expect(refused(change)).toEqual(refusals);
	});
});

describe('the short texts of a row', () => {
	it.each([
		['30 dni', { count: 30, unit: 'day' }, null],
		['do 3 dni roboczych', { count: 3, unit: 'workingDay' }, null],
		['2 tygodnie', { count: 2, unit: 'week' }, null],
		['miesiąc, do 2 miesięcy', { count: 1, unit: 'month' }, 'do 2 miesięcy'],
		[
			'1 miesiąc (skomplikowane 2 miesiące)',
			{ count: 1, unit: 'month' },
			'skomplikowane 2 miesiące'
		],
		['14–30 dni', null, '14–30 dni'],
		['od ręki', null, 'od ręki'],
		['do 3 lat – niezwłocznie', null, 'do 3 lat – niezwłocznie']
	])('term %s', (text, atMost, note) => {
		expect(deadlineFrom(text)).toEqual({ atMost, note });
	});

	it.each([
		['Ustawa o petycjach (Dz. U. z 2014 r. poz. 1195)', 'statute', 'Dz. U. z 2014 r. poz. 1195'],
		['KPA (Dz. U. z 2013 r. poz. 267)', 'statute', 'Dz. U. z 2013 r. poz. 267'],
		['Rozporządzenie z 17.02.2017 (Dz. U. poz. 349)', 'regulation', 'Dz. U. poz. 349'],
		['Rozporządzenie PE i Rady (UE) 2016/1191', 'other', null],
		[
			'Uchwała Nr XL/1223/21 (Dz. Urz. Woj. Łódzkiego poz. 1501)',
			'councilResolution',
			'Dz. Urz. Woj. Łódzkiego poz. 1501'
		],
		['Zarządzenie Nr 1867/VI/12 Prezydenta Miasta Łodzi', 'cityOrder', null],
		['Art. 691 Kodeksu cywilnego', 'statute', null],
		['Konwencje o ruchu drogowym: Genewa 1949', 'other', null]
	])('act %s', (text, kind, publication) => {
		const found = actFrom(text);
		expect([found.kind, found.publication]).toEqual([kind, publication]);
		expect(found.title).not.toContain('Dz. U');
	});

	it.each([
		['wniosek', 'application'],
		['zgłoszenie pobytu stałego', 'application'],
		['dowód opłaty', 'document'],
		['fotografia', 'document']
	])('document %s is a(n) %s', (name, kind) => {
		expect(documentFrom(name).kind).toBe(kind);
	});

	it('tells only what is said: silence is not a "no"', () => {
		const facts = factsFrom({ texts: ['Przyjdź'], online: 'no', fees: ['brak', 'brak'] });
		expect(facts).toEqual({
			online: 'no',
			byPost: 'unknown',
			byProxy: 'unknown',
			visitByAppointment: 'unknown',
			withFee: 'no',
			electronicOutcome: 'unknown'
		});
	});
});
