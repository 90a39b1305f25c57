// Each event of life leads, in the demonstration city, to the procedure that people come for first.
import { expect, test } from 'vitest';
import { LIFE_EVENTS, type LifeEvent } from '#lib/domain/article/life-events.ts';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import { demoCity } from '../demo/city.ts';
import { searchOver } from './page-search.ts';

const FIRST: Readonly<Record<LifeEvent, readonly string[]>> = {
	birth: ['KA-01150'], // Zgłoszenie urodzenia dziecka
	wedding: ['BIP-03436'], // Zawarcie małżeństwa
	moving: ['KA-01305'], // Zameldowanie obywatela RP na pobyt stały
	flat: ['BIP-02152', 'KA-01774'], // najem lokali z mieszkaniowego zasobu
	house: ['KA-01051'], // pozwolenie na budowę
	car: ['LCK-POJ-POWT', 'LCK-POJ-SAM'], // rejestracja pojazdu
	licence: ['KA-01252'], // prawo jazdy z powodu utraty
	business: ['LCK-CEIDG-RP'], // wpis do CEIDG
	work: ['KA-01828'], // Rejestracja osób bezrobotnych
	disability: ['UML-KARTA-PARK'], // karta parkingowa
	death: ['KA-01113'] // Zgłoszenie zgonu
};
const views = demoCity.articles.flatMap((article) => projectArticle(article, 'portal') ?? []);
const search = searchOver(views, []);

test.each(Object.entries(LIFE_EVENTS))('%s', (event, words) => {
	const found = search(words, 3).map((id) => views.find((view) => view.id === id)?.ka);
	expect(found).toEqual(expect.arrayContaining([...FIRST[event as LifeEvent]]));
});
