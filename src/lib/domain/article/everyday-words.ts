/**
 * Words that people use for what the office calls otherwise, and a few that inflect too irregularly
 * for stemming. Each line is one meaning; the search takes its words for each other at a lower weight.
 * It holds everyday Polish, not single questions: a word belongs here when it would help in any base.
 */
const MEANINGS = `
pies psa psu psem psy psów psom psami piesek pieska psiak szczeniak kundel
kot kota kotek kotka kociak dachowiec
zwierzę zwierzak pupil
adopcja adoptować przygarnąć
znęcanie bić bije katować maltretować
śmieci odpady odpadki
gabaryty meble kanapa wersalka tapczan sofa fotel szafa łóżko materac
elektrośmieci lodówka pralka telewizor zmywarka
wysypisko składowisko
oddać wyrzucić wywieźć przyjmowanie
szambo nieczystości
samochód auto pojazd fura bryka wóz
złomowanie szrot złom kasacja demontaż wyrejestrowanie
tablica blacha
prawko prawo jazdy
mandat wezwanie opłata dodatkowa
parkowanie postój parking parkomat parkometr
kontroler kanar
taksówka taxi taryfa
dziura wyrwa ubytek wybój
jezdnia ulica szosa asfalt nawierzchnia droga
chodnik trotuar
mieszkanie lokal kwaterunek
czynsz komorne
wynająć wynajem najem
kupić wykup sprzedaż odkupić
lokator najemca
ślub małżeństwo wesele
rozwód rozwieść rozwiedziony
zgon śmierć zmarł zmarły umarł nieboszczyk nieboszczka
pochówek pogrzeb pochować
grób mogiła
dziecko dzieci noworodek niemowlę
urodzenie narodziny poród urodzić
metryka akt
meldunek zameldowanie zameldować przemeldować
wymeldowanie wymeldować wyprowadzka
cudzoziemiec obcokrajowiec imigrant
mąż męża małżonek
żona małżonka
ojciec ojca tata
matka mama
zasiłek świadczenie zapomoga
dopłata dofinansowanie dotacja
senior emeryt starszy staruszek babcia dziadek
niepełnosprawny niepełnosprawność inwalida
alimenty łożyć
bezrobotny pośredniak
praca robota zatrudnienie etat
darmowy darmo bezpłatny nieodpłatny gratis friko
dług zaległość zadłużenie
umorzenie umorzyć darować
zwrot nadpłata
firma działalność interes biznes
zezwolenie pozwolenie koncesja
alkohol wódka piwo wino monopolowy
zaświadczenie kwit papier potwierdzenie
kopia kserokopia ksero odpis
wtórnik duplikat
zgubiony zagubiony zagubienie utrata utracony
ukradziony skradziony kradzież ukraść
skarga zażalenie poskarżyć
drzewo drzewa drzew drzewko
wycinka wyciąć ściąć usunięcie
hałas głośny
smród odór śmierdzieć śmierdzi
palić spalanie palenie
zgromadzenie demonstracja protest pikieta marsz manifestacja
koncert festiwal impreza
budowa postawić zbudować wybudować
rozbiórka wyburzenie wyburzyć zburzyć rozebrać
działka parcela grunt
plakat ulotka ogłoszenie
zabytek zabytkowy
wędkarz wędkować ryby
uczeń uczniowie szkoła
adwokat prawnik
łódka ponton kajak
pożar spalić spłonąć
latarnia lampa oświetlenie
przystanek wiata
śnieg odśnieżanie oblodzenie gołoledź
toaleta szalet wc
szczur deratyzacja
żłobek niania
przedszkole przedszkolak
`;

/** Each meaning as its words, as people write them. */
export const EVERYDAY_WORDS: readonly (readonly string[])[] = MEANINGS.trim()
	.split('\n')
	.map((line) => line.split(' '));
