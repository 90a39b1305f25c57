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
usunięcie usuwanie usunąć
remont naprawa naprawić reperacja
prąd energia elektryczny
woda wodociąg kran
kanalizacja ściek ścieki
ogrzewanie piec kopciuch węgiel kocioł
smog dym
bilet migawka przejazd
autobus tramwaj komunikacja
rower cyklista rowerowy
hulajnoga hulajnogi
pieszy przejście pasy zebra
korek objazd ruch
znak tabliczka oznakowanie
sygnalizacja światła semafor
holowanie odholować laweta
wrak porzucony
myjnia mycie
dowód osobisty tożsamość
paszport wiza
zdjęcie fotografia
podpis pełnomocnictwo upoważnienie
wniosek podanie pismo formularz druk
termin kolejka umówić wizyta rezerwacja
opłata koszt cena stawka
zapłacić płatność przelew wpłata
konto rachunek
podatek danina
grzywna kara mandat
raty rozłożenie odroczenie
spadek dziedziczenie testament
darowizna darować
kredyt pożyczka
mieszkaniec lokator obywatel
adres miejsce zamieszkania
numer porządkowy
księga wieczysta hipoteka
geodeta mapa wyrys pomiar
granica rozgraniczenie płot ogrodzenie
garaż miejsce postojowe
balkon loggia taras
elewacja fasada
wspólnota spółdzielnia administracja zarządca
śmietnik kosz pojemnik kontener
gruz odpady budowlane
opony akumulator
liście gałęzie zielone bio
trawnik trawa koszenie kosić
park skwer zieleniec
ławka siedzisko
plac zabaw huśtawka zjeżdżalnia
fontanna zdrój
basen pływalnia kąpielisko
boisko sport hala
biblioteka książka
muzeum wystawa
teatr spektakl
nauczyciel szkoła placówka oświatowy
rekrutacja nabór zapisy zapisać
stypendium wyprawka
świetlica półkolonie kolonie
ciąża ciężarna poród
opiekun opieka pieczęć zastępcza rodzina
adopcja przysposobienie
przemoc bicie niebieska karta
bezdomny schronisko noclegownia
alkoholik uzależnienie odwyk
narkotyk dopalacz
lekarz przychodnia zdrowie
szczepienie szczepionka
badanie profilaktyka
recepta lek apteka
wózek proteza rehabilitacja
niewidomy głuchy tłumacz migowy
orzeczenie stopień
emerytura renta
pogrzebowy pochówek kremacja urna
cmentarz nekropolia
ekshumacja przeniesienie zwłoki
kościół parafia wyznanie
stowarzyszenie organizacja pozarządowy fundacja
wolontariat wolontariusz
głosowanie wybory wyborca
budżet obywatelski inicjatywa
petycja apel
radny rada
prezydent burmistrz
konsultacje ankieta opinia
przetarg zamówienie publiczny
umowa kontrakt
rejestr ewidencja spis wykaz
wpis zarejestrować rejestracja
wyrejestrować wykreślić skreślić
zawiesić zawieszenie wznowić
sklep handel targowisko stragan
gastronomia restauracja bar ogródek
hotel nocleg hostel
reklama szyld baner
taksówkarz kierowca
autokar przewoźnik transport
instruktor nauka jazdy kurs
egzamin test
tablice rejestracyjne numery
dowód rejestracyjny karta pojazdu
współwłaściciel współwłasność
ubezpieczenie polisa
wypadek kolizja stłuczka
odszkodowanie szkoda rekompensata
złodziej włamanie
wandal dewastacja zniszczenie niszczyć
graffiti bazgroły
awantura zakłócenie spokój cisza
bezpieczeństwo patrol straż
monitoring kamera
dzik sarna lis
gołąb ptak
komar kleszcz osa szerszeń
azbest eternit
studnia odwiert
powódź zalanie podtopienie
rów melioracja
staw jezioro rzeka
rolnik gospodarstwo rolny
las leśny
pszczoła ul pasieka
jubileusz rocznica gody
medal odznaczenie
flaga herb
tłumaczenie przekład
uchodźca azyl
`;

/** Each meaning as its words, as people write them. */
export const EVERYDAY_WORDS: readonly (readonly string[])[] = MEANINGS.trim()
	.split('\n')
	.map((line) => line.split(' '));
