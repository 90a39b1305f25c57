import type { ComponentProps } from 'svelte';
import type TicketCard from '#lib/ui/ticket/ticket-card.svelte';

/** A stand-in for a photograph, as an address. */
export function samplePhoto(colour: string): string {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="${colour}"/><path d="M0 300 130 150l80 90 60-70 130 130z" fill="#0003"/><circle cx="310" cy="80" r="34" fill="#fff6"/></svg>`;
	return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

type Card = ComponentProps<typeof TicketCard>;

export const SAMPLE_TICKETS: readonly Card[] = [
	{
		number: 'ŁCK/2026/004512',
		title: 'Przepełnione kosze przy przystanku',
		kind: 'intervention',
		kindLabel: 'interwencja',
		status: 'inProgress',
		statusLabel: 'w realizacji',
		place: 'al. Piłsudskiego / ul. Kilińskiego',
		unit: 'Zarząd Dróg i Transportu',
		age: { iso: '2026-11-24T07:10:00+01:00', text: '3 godz. temu' },
		clock: { text: 'zostało 5 godz.', state: 'green' }
	},
	{
		title: 'Złamana gałąź nad chodnikiem',
		kind: 'intervention',
		kindLabel: 'interwencja',
		status: 'draft',
		statusLabel: 'szkic',
		place: 'ul. Narutowicza 88',
		age: { iso: '2026-11-24T10:05:00+01:00', text: '12 min temu' },
		marks: [{ mark: 'waiting', text: 'zapisane na urządzeniu' }]
	},
	{
		number: 'ŁCK/2026/004498',
		title: 'Wyrwa w jezdni, zgłaszana drugi raz w tym tygodniu przez mieszkańców kilku posesji',
		kind: 'intervention',
		kindLabel: 'interwencja',
		status: 'reported',
		statusLabel: 'wykonano, do zamknięcia',
		place: 'ul. Zgierska 130',
		unit: 'Zarząd Dróg i Transportu',
		age: { iso: '2026-11-22T09:00:00+01:00', text: '2 dni temu' },
		clock: { text: 'po terminie od 1 dnia', state: 'red' }
	},
	{
		number: 'ŁCK/2026/004431',
		title: 'Czy można zapłacić podatek od nieruchomości w kasie?',
		kind: 'query',
		kindLabel: 'zapytanie',
		status: 'forwarded',
		statusLabel: 'przekazane',
		unit: 'Wydział Finansowy',
		age: { iso: '2026-11-21T12:00:00+01:00', text: '3 dni temu' }
	},
	{
		number: 'ŁCK/2026/004502',
		title: 'Prośba o informację o terminie wydania zaświadczenia',
		kind: 'unmarked',
		kindLabel: 'rodzaj nieokreślony',
		status: 'registered',
		statusLabel: 'w kolejce',
		age: { iso: '2026-11-24T10:11:00+01:00', text: '6 min temu' }
	},
	{
		number: 'ŁCK/2026/004390',
		title: 'Zabłąkany pies na placu zabaw',
		kind: 'intervention',
		kindLabel: 'interwencja',
		status: 'ended',
		statusLabel: 'zakończone',
		place: 'park Źródliska',
		unit: 'Straż Miejska w Łodzi',
		age: { iso: '2026-11-20T12:00:00+01:00', text: '4 dni temu' }
	}
];

export const SAMPLE_TIMELINE = [
	{
		id: '1',
		what: 'Zgłoszenie zarejestrowane',
		who: 'formularz WWW',
		when: { iso: '2026-11-24T07:10:00+01:00', text: 'dziś, 7:10' }
	},
	{
		id: '2',
		what: 'Przekazano do: Zarząd Dróg i Transportu',
		who: 'Anna Nowak, konsultantka',
		when: { iso: '2026-11-24T07:32:00+01:00', text: 'dziś, 7:32' },
		tone: 'info',
		text: 'Proszę o opróżnienie koszy i uprzątnięcie chodnika. Mieszkanka zgłasza to drugi raz.'
	},
	{
		id: '3',
		what: 'Zgłoszono wykonanie',
		who: 'Piotr Zieliński, ZDiT',
		when: { iso: '2026-11-24T09:48:00+01:00', text: 'dziś, 9:48' },
		waiting: true,
		text: 'Kosze opróżnione, chodnik uprzątnięty.',
		photos: [
			{ url: samplePhoto('#6d8299'), alt: 'Kosz przed opróżnieniem' },
			{ url: samplePhoto('#71876f'), alt: 'Kosz po opróżnieniu' }
		]
	},
	{
		id: '4',
		what: 'Zakończono',
		who: 'Anna Nowak, konsultantka',
		when: { iso: '2026-11-24T10:20:00+01:00', text: 'dziś, 10:20' },
		tone: 'success',
		note: 'Na podstawie informacji z jednostki'
	}
] as const;
