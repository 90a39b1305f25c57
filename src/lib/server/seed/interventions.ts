import type { Manner } from '#lib/domain/ticket/vocabulary.ts';

/** Something that residents of the demonstration city report; told once for each place. */
export type InterventionStory = {
	/** Code of the category. */
	readonly category: string;
	readonly said: string;
	readonly where: readonly string[];
	/** What the second line found and did, for the tickets that got that far. */
	readonly report: { readonly manner: Manner; readonly text: string };
	/** Written down on the way, by whoever follows the ticket. */
	readonly note?: string;
};

/** Invented from beginning to end: streets are those of Łódź, nothing that is told happened. */
export const INTERVENTIONS: readonly InterventionStory[] = [
	{
		category: 'JEZDNIA',
		said: 'Głęboka dziura na prawym pasie, tuż za skrzyżowaniem. Samochody omijają ją w ostatniej chwili i zjeżdżają na torowisko.',
		where: ['ul. Kilińskiego, za skrzyżowaniem z ul. Tuwima', 'ul. Zachodnia, przy ul. Legionów'],
		report: {
			manner: 'carriedOut',
			text: 'Ubytek uzupełniono masą na gorąco, pas jest przejezdny.'
		},
		note: 'Zgłaszający dzwonił ponownie, pyta o termin. Przekazano, że naprawa jest zaplanowana.'
	},
	{
		category: 'JEZDNIA',
		said: 'Po ostatniej naprawie łata się zapadła i znowu stoi woda. To już trzeci raz w tym samym miejscu.',
		where: ['ul. Rzgowska 84', 'ul. Limanowskiego 120', 'ul. Przybyszewskiego 176'],
		report: {
			manner: 'secured',
			text: 'Miejsce oznakowano i wypełniono kruszywem. Trwała naprawa po sprawdzeniu studzienki.'
		}
	},
	{
		category: 'JEZDNIA',
		said: 'Zapadlisko przy studzience, z dnia na dzień większe. Autobusy muszą zwalniać prawie do zera.',
		where: ['ul. Rokicińska 150', 'ul. Aleksandrowska 38'],
		report: {
			manner: 'carriedOut',
			text: 'Wymieniono pierścień studzienki i odtworzono nawierzchnię.'
		}
	},
	{
		category: 'CHODNIK',
		said: 'Ruszające się płyty na chodniku. Starsza sąsiadka potknęła się i tylko dlatego nie upadła, że trzymała się wózka.',
		where: ['ul. Gdańska 47', 'ul. Wólczańska 128', 'ul. Pomorska 21'],
		report: { manner: 'carriedOut', text: 'Płyty przełożono na odcinku czterech metrów.' }
	},
	{
		category: 'CHODNIK',
		said: 'Na drodze rowerowej korzenie podniosły asfalt. Wieczorem tego nie widać.',
		where: [
			'al. Włókniarzy, przy parku Poniatowskiego',
			'ul. Pabianicka, na wysokości Stawów Jana'
		],
		report: {
			manner: 'secured',
			text: 'Garb pomalowano i ustawiono znak. Frezowanie w harmonogramie na ten kwartał.'
		},
		note: 'Miejsce sprawdzone na mapie: odcinek utrzymywany przez miasto.'
	},
	{
		category: 'ZIMA',
		said: 'Nieodśnieżone dojście do przystanku, na schodach jest lód. Nie da się zejść z wózkiem.',
		where: ['przystanek Dworzec Łódź Fabryczna', 'przystanek pl. Niepodległości'],
		report: { manner: 'carriedOut', text: 'Dojście odśnieżono i posypano, schody odlodzono.' }
	},
	{
		category: 'ZNAK',
		said: 'Sygnalizacja miga na żółto od wczoraj, w szczycie nie da się wyjechać z podporządkowanej.',
		where: [
			'skrzyżowanie ul. Narutowicza i ul. Kopcińskiego',
			'skrzyżowanie al. Politechniki i ul. Obywatelskiej'
		],
		report: {
			manner: 'carriedOut',
			text: 'Wymieniono sterownik, sygnalizacja pracuje w pełnym programie.'
		}
	},
	{
		category: 'ZNAK',
		said: 'Przewrócony znak „ustąp pierwszeństwa”, leży na trawniku.',
		where: ['ul. Strykowska 45', 'ul. Rojna, przy ul. Traktorowej'],
		report: { manner: 'carriedOut', text: 'Znak ustawiono na nowym słupku.' }
	},
	{
		category: 'PRZYSTANEK',
		said: 'Wybita szyba w wiacie, szkło leży na chodniku i na siedzisku.',
		where: ['przystanek Retkińska – Maratońska', 'przystanek Rondo Lotników Lwowskich'],
		report: { manner: 'secured', text: 'Szkło uprzątnięto, nowa szyba zamówiona.' }
	},
	{
		category: 'PRZYSTANEK',
		said: 'Na przystanku od tygodnia nie ma rozkładu jazdy, zostały same ramki.',
		where: ['przystanek Wyszyńskiego – Armii Krajowej', 'przystanek Chojny Kurczaki'],
		report: { manner: 'carriedOut', text: 'Rozkłady powieszono.' }
	},
	{
		category: 'TEREN',
		said: 'Na przejściu przez miejską działkę między blokami zrobiło się głębokie zagłębienie, po deszczu stoi tam woda do kostek.',
		where: ['teren między ul. Gojawiczyńskiej a ul. Dąbrowskiego'],
		report: { manner: 'carriedOut', text: 'Zagłębienie wyrównano tłuczniem.' }
	},
	{
		category: 'OSWIETLENIE',
		said: 'Nie świecą trzy latarnie pod rząd, przejście dla pieszych jest zupełnie ciemne.',
		where: ['ul. Łagiewnicka 102', 'ul. Tatrzańska 60', 'ul. Inflancka 43'],
		report: { manner: 'carriedOut', text: 'Usunięto uszkodzenie kabla, latarnie świecą.' },
		note: 'Zgłaszający podał numery słupów: 14, 15 i 16.'
	},
	{
		category: 'MALA-ARCHITEKTURA',
		said: 'Połamana ławka, wystają śruby.',
		where: ['pl. Wolności', 'ul. Piotrkowska 90', 'pl. Dąbrowskiego'],
		report: { manner: 'carriedOut', text: 'Ławkę wymieniono na nową.' }
	},
	{
		category: 'MALA-ARCHITEKTURA',
		said: 'Automatyczna toaleta nie przyjmuje monet i nie otwiera drzwi.',
		where: ['pl. Barlickiego', 'park Podolski'],
		report: {
			manner: 'notPossible',
			text: 'Brak części u producenta; toaleta wyłączona i oznakowana.'
		}
	},
	{
		category: 'ODBIOR',
		said: 'Nie odebrano odpadów zmieszanych w dniu z harmonogramu, pojemniki są pełne, a worki leżą obok.',
		where: ['ul. Sienkiewicza 61', 'ul. Zgierska 110', 'ul. Broniewskiego 8', 'ul. Szczecińska 61'],
		report: { manner: 'carriedOut', text: 'Firma odebrała odpady, kierowca pominął bramę.' },
		note: 'Kolejny telefon z tego samego adresu, dopisano do zgłoszenia.'
	},
	{
		category: 'ODBIOR',
		said: 'Od dwóch tygodni stoją wystawione gabaryty: wersalka i szafa. Termin był w zeszły wtorek.',
		where: ['ul. Lutomierska 115', 'ul. Felińskiego 4'],
		report: { manner: 'carriedOut', text: 'Gabaryty zabrane dodatkowym kursem.' }
	},
	{
		category: 'WYSYPISKO',
		said: 'Ktoś wyrzucił gruz i stare opony w lesie przy drodze. Jest tego co najmniej jedna przyczepa.',
		where: [
			'ul. Okólna, przy Lesie Łagiewnickim',
			'ul. Kolumny, za wiaduktem',
			'ul. Jędrzejowska 90'
		],
		report: { manner: 'carriedOut', text: 'Wywieziono 3 m³ odpadów, teren uprzątnięty.' }
	},
	{
		category: 'WYSYPISKO',
		said: 'Za garażami rośnie sterta worków i starych mebli, w nocy podjeżdża tam dostawczak.',
		where: ['ul. Telefoniczna 30, za garażami', 'ul. Kasprzaka 57'],
		report: {
			manner: 'nothingFound',
			text: 'W dniu kontroli teren był czysty; miejsce objęto obserwacją.'
		}
	},
	{
		category: 'CZYSTOSC',
		said: 'Po targu zostały rozrzucone kartony i warzywa, wiatr roznosi je po całej ulicy.',
		where: ['ul. Zielona, przy pl. Barlickiego', 'ul. Dolna, przy rynku Bałuckim'],
		report: {
			manner: 'carriedOut',
			text: 'Ulicę zamieciono, prowadzącego targ zobowiązano do porządku.'
		}
	},
	{
		category: 'KOSZ',
		said: 'Kosz przepełniony od kilku dni, śmieci leżą dookoła.',
		where: ['ul. Traugutta 9', 'park Staromiejski, od ul. Wolborskiej', 'ul. Jaracza 30'],
		report: { manner: 'carriedOut', text: 'Kosz opróżniono, zwiększono częstotliwość.' }
	},
	{
		category: 'PADLE',
		said: 'Przy krawężniku leży potrącony lis.',
		where: ['al. Bandurskiego, przy ul. Wyszyńskiego', 'ul. Wojska Polskiego 200'],
		report: { manner: 'carriedOut', text: 'Zwierzę zabrano, miejsce zmyto.' }
	},
	{
		category: 'ZIELEN',
		said: 'Trawa na pasie zieleni ma już prawie metr, przy wyjeździe z osiedla nic nie widać.',
		where: ['ul. Popiełuszki, wyjazd z osiedla', 'ul. Rydla 12'],
		report: { manner: 'carriedOut', text: 'Skoszono pas na długości 200 metrów.' }
	},
	{
		category: 'ZIELEN',
		said: 'Zniszczone rabaty, ktoś przejechał po nich samochodem.',
		where: ['pl. Komuny Paryskiej', 'park Sienkiewicza'],
		report: { manner: 'secured', text: 'Teren wygrodzono, nowe nasadzenia wiosną.' }
	},
	{
		category: 'DRZEWO',
		said: 'Nad alejką wisi złamana gałąź, opiera się o sąsiednie drzewo.',
		where: [
			'park Julianowski, przy stawie',
			'park Źródliska, aleja główna',
			'ul. Krzemieniecka, przy Ogrodzie Botanicznym'
		],
		report: { manner: 'carriedOut', text: 'Gałąź usunięto z podnośnika, drzewo sprawdzono.' },
		note: 'Zgłaszający potwierdza: pod drzewem nikt nie przechodzi, alejka jest odgrodzona taśmą.'
	},
	{
		category: 'DRZEWO',
		said: 'Suche drzewo na skwerze, kora odchodzi płatami.',
		where: ['skwer przy ul. Dowborczyków 25', 'ul. Mackiewicza 9'],
		report: {
			manner: 'notPossible',
			text: 'Drzewo jest na terenie spółdzielni, właściciela zawiadomiono.'
		}
	},
	{
		category: 'PLAC-ZABAW',
		said: 'Na huśtawce pękł łańcuch, siedzisko wisi na jednym boku.',
		where: ['plac zabaw w parku na Zdrowiu', 'plac zabaw przy Stawach Stefańskiego'],
		report: { manner: 'carriedOut', text: 'Huśtawkę naprawiono i sprawdzono pozostałe.' }
	},
	{
		category: 'BEZPANSKIE',
		said: 'Od rana po podwórku chodzi kulejący pies bez obroży. Jest spokojny, daje się pogłaskać.',
		where: ['ul. Wschodnia 42, podwórko', 'ul. Rewolucji 1905 r. 15', 'ul. Śląska 60'],
		report: {
			manner: 'carriedOut',
			text: 'Pies zabrany do schroniska, ma czip, szukamy właściciela.'
		}
	},
	{
		category: 'BEZPANSKIE',
		said: 'Trzy małe kocięta w piwnicy, matki nie widać od dwóch dni.',
		where: ['ul. Franciszkańska 60', 'ul. Sprawiedliwa 4'],
		report: { manner: 'carriedOut', text: 'Kocięta przyjęte do schroniska.' }
	},
	{
		category: 'KRZYWDZONE',
		said: 'Pies na krótkim łańcuchu, bez budy i bez wody. Szczeka całą noc.',
		where: ['ul. Listopadowa 30', 'ul. Nastrojowa 18'],
		report: {
			manner: 'secured',
			text: 'Właścicielowi nakazano zapewnić budę i wodę, kontrola za trzy dni.'
		}
	},
	{
		category: 'SRODOWISKO',
		said: 'Z lakierni bardzo czuć rozpuszczalnikiem, najbardziej po południu. Nie da się otworzyć okna.',
		where: ['ul. Obywatelska 128', 'ul. Pojezierska 90'],
		report: { manner: 'carriedOut', text: 'Kontrola w zakładzie, zalecono wymianę filtrów.' }
	},
	{
		category: 'SPALANIE',
		said: 'Z komina leci gęsty, gryzący dym, czuć palony plastik. Tak jest prawie każdego wieczoru.',
		where: ['ul. Brzezińska 110', 'ul. Zgierska 240', 'ul. Rąbieńska 56'],
		report: {
			manner: 'carriedOut',
			text: 'Skontrolowano palenisko, pobrano próbkę popiołu, mandat.'
		}
	},
	{
		category: 'PARKOWANIE',
		said: 'Auta stoją na trawniku i na chodniku, z wózkiem trzeba zejść na jezdnię.',
		where: ['ul. Tuwima 46', 'ul. Uniwersytecka 16', 'ul. Zakątna 80', 'ul. Bazarowa 5'],
		report: { manner: 'carriedOut', text: 'Założono cztery blokady, sporządzono notatkę.' }
	},
	{
		category: 'PLAKATY',
		said: 'Na świeżo odnowionej elewacji nowe napisy i naklejone reklamy skupu aut.',
		where: ['ul. Włókiennicza 11', 'ul. Ogrodowa 24', 'ul. Więckowskiego 30'],
		report: {
			manner: 'carriedOut',
			text: 'Plakaty usunięto, sprawę ogłoszeń prowadzi strażnik rejonowy.'
		}
	},
	{
		category: 'BUDYNEK',
		said: 'Nie świeci światło na klatce schodowej od parteru do drugiego piętra.',
		where: ['ul. Abramowskiego 30', 'ul. Piotrkowska 203', 'ul. Targowa 45'],
		report: { manner: 'carriedOut', text: 'Wymieniono oprawy i wyłącznik czasowy.' }
	},
	{
		category: 'BUDYNEK',
		said: 'Po deszczu leci woda z sufitu na ostatnim piętrze, wiadro trzeba opróżniać co godzinę.',
		where: ['ul. Mielczarskiego 8', 'ul. Cmentarna 3'],
		report: {
			manner: 'secured',
			text: 'Dach zabezpieczono plandeką, naprawa papy zlecona na ten tydzień.'
		},
		note: 'Lokatorka prosi o telefon przed przyjściem ekipy.'
	},
	{
		category: 'BUDYNEK',
		said: 'Brama do kamienicy nie zamyka się, w nocy wchodzą obcy.',
		where: ['ul. Jaracza 48'],
		report: { manner: 'carriedOut', text: 'Wyregulowano samozamykacz, wymieniono zamek.' }
	}
];
