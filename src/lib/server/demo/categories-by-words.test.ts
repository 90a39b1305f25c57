import { expect, test } from 'vitest';
import { categoriesByWords } from '#lib/domain/ticket/words-of-categories.ts';
import { demoCity } from './city.ts';

const first = (description: string) =>
	categoriesByWords(description, demoCity.categories)[0]?.name ?? null;

test.each([
	['Zapadnięty chodnik przy szkole', 'Uszkodzony chodnik lub droga rowerowa'],
	['Auto zaparkowane na trawniku przy przedszkolu', 'Nieprawidłowe parkowanie'],
	['Przewrócony znak zakazu', 'Znak drogowy lub sygnalizacja świetlna'],
	['Wyrwa w jezdni, głęboka na dłoń', 'Dziura lub ubytek w jezdni'],
	['Od tygodnia nie zabrano śmieci', 'Nieodebrane odpady'],
	['Złamana gałąź zwisa nad ścieżką', 'Drzewo lub gałęzie'],
	['Błąkający się pies koło sklepu', 'Błąkający się pies lub kot'],
	['Czarny dym z komina sąsiada', 'Spalanie odpadów w piecu']
])('R13.1 %s → %s', (description, category) => {
	expect(first(description)).toBe(category);
});

test('R13.1 what says nothing points nowhere', () => {
	expect(first('Proszę coś z tym zrobić')).toBeNull();
	expect(first('')).toBeNull();
});
