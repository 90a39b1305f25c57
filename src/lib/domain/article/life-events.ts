/**
 * What happens to people, and the words by which the search finds what they then have to do: nobody files articles
 * under events, and what WZKM publishes tomorrow is found as well.
 */
export const LIFE_EVENTS = {
	birth: 'urodzenie dziecka',
	wedding: 'ślub',
	moving: 'przeprowadzka zameldowanie',
	flat: 'mieszkanie komunalne',
	house: 'budowa domu',
	car: 'kupno samochodu rejestracja',
	licence: 'utrata prawa jazdy',
	business: 'założenie firmy',
	work: 'utrata pracy bezrobotny',
	disability: 'niepełnosprawność',
	death: 'śmierć bliskiej osoby'
} as const;
export type LifeEvent = keyof typeof LIFE_EVENTS;
