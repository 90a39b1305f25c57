/** Something that residents of the demonstration city ask. */
export type QueryStory = {
	/** KA number of the article that answers it. */
	readonly article: string;
	readonly said: string;
	/** What the consultant told them at the end. */
	readonly answer: string;
	/** What the cell wrote, for the tickets that the article alone did not answer. */
	readonly reply: string;
};

/** Invented, like everything here. */
export const QUERIES: readonly QueryStory[] = [
	{
		article: 'KA-01547',
		said: 'Jestem zameldowana w strefie, ale samochód jest na męża. Czy dostaniemy abonament mieszkańca?',
		answer:
			'Wyjaśniono, kto może wystąpić o abonament i jaki dokument potwierdza używanie pojazdu.',
		reply: 'Wystarczy umowa użyczenia dołączona do wniosku.'
	},
	{
		article: 'UML-SPP-HYBR',
		said: 'Mam hybrydę bez wtyczki. Czy należy mi się tańszy abonament?',
		answer: 'Podano warunki dla pojazdów hybrydowych i wymagany wpis w dowodzie rejestracyjnym.',
		reply: 'Decyduje wpis w rubryce P.3 dowodu rejestracyjnego.'
	},
	{
		article: 'KA-01122',
		said: 'Czy w PSZOK-u przyjmą farby i stary telewizor? Ile można przywieźć za jednym razem?',
		answer: 'Podano, co przyjmuje punkt, limity i godziny.',
		reply: 'Farby i elektrośmieci są przyjmowane bez opłaty od mieszkańców Łodzi.'
	},
	{
		article: 'BIP-FAQ-LISCIE',
		said: 'Kiedy zabierają worki z liśćmi i gdzie dostanę następne?',
		answer: 'Wskazano harmonogram i punkt wydawania worków.',
		reply: 'Worki można odebrać u firmy obsługującej sektor.'
	},
	{
		article: 'KA-01305',
		said: 'Przeprowadziłem się do córki. Czy do zameldowania potrzebna jest jej obecność?',
		answer:
			'Wyjaśniono, że właściciel potwierdza pobyt na formularzu, a wizyta nie musi być wspólna.',
		reply: 'Potwierdzenie właściciela może być złożone na formularzu.'
	},
	{
		article: 'KA-01740',
		said: 'Wyprowadziłam się z akademika, czy muszę się wymeldować z pobytu czasowego?',
		answer: 'Podano, kiedy pobyt czasowy wygasa sam, a kiedy trzeba go zgłosić.',
		reply: 'Po upływie terminu pobyt czasowy wygasa bez zgłoszenia.'
	},
	{
		article: 'KA-01165-1',
		said: 'Bank chce zaświadczenia o zameldowaniu. Ile się czeka i ile to kosztuje?',
		answer: 'Podano opłatę, czas oczekiwania i sposób złożenia wniosku przez internet.',
		reply: 'Zaświadczenie jest wydawane od ręki, jeżeli wnioskodawca przyjdzie osobiście.'
	},
	{
		article: 'KA-01252',
		said: 'Zgubiłem prawo jazdy. Czy mogę jeździć do czasu wydania nowego?',
		answer: 'Wyjaśniono, jak złożyć wniosek o wtórnik i co okazać przy kontroli.',
		reply: 'Dane są w rejestrze, dokumentu nie trzeba mieć przy sobie.'
	},
	{
		article: 'KA-01166',
		said: 'Jadę na urlop za ocean, potrzebuję międzynarodowego prawa jazdy. Co przynieść?',
		answer: 'Podano listę dokumentów i wymiary fotografii.',
		reply: 'Międzynarodowe prawo jazdy wydajemy w trzy dni.'
	},
	{
		article: 'KA-01681',
		said: 'Oddałem auto na złom, mam zaświadczenie ze stacji demontażu. Co dalej?',
		answer: 'Wyjaśniono wyrejestrowanie pojazdu i wskazano rezerwację wizyty.',
		reply: 'Do wniosku należy dołączyć oryginał zaświadczenia i tablice.'
	},
	{
		article: 'LCK-POJ-TABL3',
		said: 'Kupiłam bagażnik na hak, policjant powiedział, że muszę mieć trzecią tablicę.',
		answer: 'Podano, jak zamówić dodatkową tablicę.',
		reply: 'Tablica jest gotowa po około dwóch tygodniach.'
	},
	{
		article: 'KA-01150',
		said: 'Urodził nam się syn w Łodzi, mieszkamy w Zgierzu. Gdzie go zarejestrować i do kiedy?',
		answer: 'Podano termin i miejsce zgłoszenia; wskazano zgłoszenie przez internet.',
		reply: 'Akt sporządza urząd miejsca urodzenia, czyli Łódź.'
	},
	{
		article: 'KA-01113',
		said: 'Zmarła moja mama. Jakie dokumenty zabrać, żeby zgłosić zgon?',
		answer: 'Podano dokumenty i godziny pracy urzędu stanu cywilnego.',
		reply: 'Wystarczy karta zgonu i dowód osobisty zmarłej.'
	},
	{
		article: 'BIP-03436',
		said: 'Chcemy wziąć ślub cywilny w plenerze, w parku. Czy to możliwe?',
		answer: 'Wyjaśniono zasady ślubu poza urzędem i dodatkową opłatę.',
		reply: 'Kierownik USC wyraża zgodę po obejrzeniu miejsca.'
	},
	{
		article: 'LCK-USC-50',
		said: 'Rodzice obchodzą złote gody. Jak zgłosić ich do medalu?',
		answer: 'Podano, kto składa wniosek i z jakim wyprzedzeniem.',
		reply: 'Wniosek przyjmujemy najpóźniej pół roku przed uroczystością.'
	},
	{
		article: 'KA-01432',
		said: 'Wygasł mi profil zaufany. Czy można go przedłużyć w punkcie na Piłsudskiego?',
		answer: 'Wskazano punkty potwierdzające i potrzebny dokument.',
		reply: 'Przedłużenie jest możliwe w każdym punkcie potwierdzającym.'
	},
	{
		article: 'KA-01501',
		said: 'Gdzie w Łodzi jest bezpłatna porada prawna? Chodzi o spadek po dziadku.',
		answer: 'Podano numer do zapisów i najbliższy punkt.',
		reply: 'Zapisy są telefoniczne, porada trwa do godziny.'
	},
	{
		article: 'UML-RZECZNIK',
		said: 'Sklep nie chce przyjąć reklamacji telefonu, mówi, że to moja wina. Co mogę zrobić?',
		answer: 'Wyjaśniono, jak przygotować reklamację i kiedy rzecznik może wystąpić do sklepu.',
		reply: 'Prosimy o kopię reklamacji i odpowiedzi sprzedawcy.'
	},
	{
		article: 'CSS-MIESZK',
		said: 'Mam 2100 zł emerytury i mieszkam sama. Czy dostanę dodatek mieszkaniowy?',
		answer: 'Wyjaśniono kryterium dochodowe i wydanie formularza.',
		reply: 'Dochód liczy się z trzech miesięcy przed złożeniem wniosku.'
	},
	{
		article: 'UML-DOBRYSTART',
		said: 'Do kiedy można składać wniosek o 300 plus na wyprawkę?',
		answer: 'Podano terminy i to, że wniosek składa się przez internet.',
		reply: 'Wnioski przyjmuje ZUS, centrum tylko pomaga je wypełnić.'
	},
	{
		article: 'UML-KARTA-PARK',
		said: 'Ojciec ma orzeczenie o umiarkowanym stopniu. Czy należy mu się karta parkingowa?',
		answer: 'Wyjaśniono, że orzeczenie musi zawierać wskazanie do karty.',
		reply: 'Bez wskazania w orzeczeniu karty nie wydajemy.'
	},
	{
		article: 'MOPS-USLUGI',
		said: 'Mama wraca ze szpitala i nie poradzi sobie sama. Jak załatwić opiekunkę?',
		answer: 'Wskazano ośrodek właściwy dla adresu i potrzebne zaświadczenie lekarskie.',
		reply: 'Pracownik socjalny umówi się na wywiad w ciągu trzech dni.'
	},
	{
		article: 'KA-01806',
		said: 'Ile płaci rodzina za pobyt w domu pomocy społecznej?',
		answer: 'Wyjaśniono kolejność osób zobowiązanych i sposób ustalania opłaty.',
		reply: 'Opłatę ustala się po wywiadzie, indywidualnie.'
	},
	{
		article: 'KA-01828',
		said: 'Straciłam pracę w zeszłym tygodniu. Jak się zarejestrować bez wychodzenia z domu?',
		answer: 'Podano adres formularza i dokumenty do dołączenia.',
		reply: 'Termin wizyty nie jest już potrzebny, wystarczy profil zaufany.'
	},
	{
		article: 'BIP-02766',
		said: 'Chcielibyśmy adoptować starszego psa. Czy można go najpierw kilka razy odwiedzić?',
		answer: 'Wyjaśniono przebieg adopcji i godziny spacerów zapoznawczych.',
		reply: 'Zapraszamy na spacery, najlepiej przed południem.'
	},
	{
		article: 'UML-ZWIERZ-KOTY',
		said: 'Dokarmiam koty na podwórku. Gdzie dostanę skierowanie na sterylizację?',
		answer: 'Wskazano miejsce wydawania skierowań.',
		reply: 'Pula skierowań na ten miesiąc jest jeszcze dostępna.'
	},
	{
		article: 'BIP-00586',
		said: 'Orzech przy granicy rozsadza płot sąsiada. Czy na wycięcie trzeba zgody?',
		answer: 'Podano obwody pni, od których potrzebne jest zgłoszenie.',
		reply: 'Po zgłoszeniu przyjedzie pracownik na oględziny.'
	},
	{
		article: 'KA-01373',
		said: 'Do sprzedaży działki notariusz chce wypis i wyrys. Czy muszę być osobiście?',
		answer: 'Podano sposób złożenia wniosku i wysokość opłaty.',
		reply: 'Wypis i wyrys można zamówić pocztą albo przez internet.'
	},
	{
		article: 'BIP-02870',
		said: 'Skończyłem budowę domu i nie mam numeru. Kto go nadaje?',
		answer: 'Wskazano wniosek o nadanie numeru porządkowego.',
		reply: 'Numer nadajemy w ciągu miesiąca, bez opłaty.'
	},
	{
		article: 'KA-01051',
		said: 'Czy na wiatę na samochód potrzebuję pozwolenia na budowę?',
		answer: 'Wyjaśniono, kiedy wystarczy zgłoszenie.',
		reply: 'Wiata do 50 m² na działce z domem nie wymaga pozwolenia.'
	},
	{
		article: 'KA-01783',
		said: 'Zapłaciłam opłatę skarbową dwa razy. Jak odzyskać pieniądze?',
		answer: 'Podano wzór wniosku o zwrot i potrzebne potwierdzenia.',
		reply: 'Zwrot następuje przelewem w ciągu 30 dni.'
	},
	{
		article: 'BIP-02370',
		said: 'Potrzebuję zaświadczenia o niezaleganiu w podatkach do przetargu, na jutro.',
		answer: 'Wyjaśniono tryb pilny i opłatę od każdego egzemplarza.',
		reply: 'Zaświadczenie można odebrać następnego dnia po 12.00.'
	},
	{
		article: 'LCK-CEIDG-RP',
		said: 'Chcę zawiesić działalność na zimę. Czy zrobię to przez telefon?',
		answer: 'Wyjaśniono zawieszenie działalności przez internet i w urzędzie.',
		reply: 'Wniosek można złożyć także u nas, bez umawiania.'
	},
	{
		article: 'ZDIT-MPK-ODW',
		said: 'Dostałem karę, choć miałem ważny bilet w telefonie, tylko rozładował mi się w tramwaju.',
		answer: 'Podano, jak złożyć odwołanie i w jakim terminie pokazać bilet.',
		reply: 'Po okazaniu biletu kara zostanie umorzona, pobiera się opłatę manipulacyjną.'
	},
	{
		article: 'KA-01774',
		said: 'Na którym miejscu listy na lokal socjalny jestem?',
		answer: 'Wyjaśniono, gdzie jest ogłaszana lista i jak zapytać o własną sprawę.',
		reply: 'Informacji o miejscu na liście udzielamy po okazaniu dowodu.'
	}
];
