/** Invented, like all of the demonstration city: what a portal's terms may look like. */
export const DEMONSTRATION_TERMS = `To przykładowy regulamin miasta demonstracyjnego. Nie jest dokumentem Urzędu Miasta Łodzi.

1. Portal służy mieszkańcom do zadawania pytań, zgłaszania spraw, którymi ma się zająć miasto, i czytania Bazy Wiedzy.
2. Z portalu korzysta się bezpłatnie i bez zakładania konta. Danych kontaktowych nie trzeba podawać.
3. Gdy zagrożone jest życie lub zdrowie, zgłoszenia nie wolno wysyłać przez portal: trzeba zadzwonić pod numer 112.

Jak załatwiamy zgłoszenia:

- Na pytanie odpowiada konsultant albo właściwa jednostka miasta.
- Sprawą w mieście zajmuje się jednostka, do której konsultant ją przekaże.
- Stan sprawy można sprawdzić kodem z potwierdzenia. Kto zgubi kod, może zadzwonić pod numer (42) 638-44-44.

Zgłoszenia i rozmowy na czacie przechowujemy sześć pełnych miesięcy kalendarzowych, a potem usuwamy razem z załącznikami.

Nie wolno przesyłać treści bezprawnych ani danych innych osób bez potrzeby.`;
