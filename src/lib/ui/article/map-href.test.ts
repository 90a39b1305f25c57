import { expect, test } from 'vitest';
import { mapHref } from './map-href.ts';

test.each([
	['ZDiT, ul. Piotrkowska 173', 'ul. Piotrkowska 173, Łódź'],
	['al. Kościuszki 19', 'al. Kościuszki 19, Łódź'],
	['Zachodnia 47', 'Zachodnia 47, Łódź']
])('%s is looked for as %s', (address, query) => {
	expect(new URL(mapHref(address)).searchParams.get('query')).toBe(query);
});
