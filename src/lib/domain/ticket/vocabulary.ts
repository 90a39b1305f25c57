/**
 * The closed lists of a ticket (zgłoszenie). Polish terms stand beside the English ones once, here;
 * what people read comes from the message catalogue.
 */

/** The ways in, § 3(1). A ticket keeps its channel for good. */
export const CHANNELS = [
	'phone', // telefon (42) 638-44-44
	'web', // formularz WWW
	'chat', // czat
	'fax', // faks (42) 272-60-01
	'hall', // sala obsługi, Piotrkowska 110, z jej kioskami
	'point' // punkt informacyjny
] as const;
export type Channel = (typeof CHANNELS)[number];
export type ByChannel<T> = Readonly<Record<Channel, T>>;

/** The two sections of WZKM whose consultants receive tickets, § 5. */
export const DESKS = [
	'callCenter', // Oddział Call Center
	'informationOffice' // Oddział ds. Informacyjno-Kancelaryjnej Obsługi Mieszkańców
] as const;
export type Desk = (typeof DESKS)[number];

/** What a resident asks for, § 1: something to be done, or how something is done. */
export const KINDS = [
	'intervention', // interwencja
	'query' // zapytanie
] as const;
export type Kind = (typeof KINDS)[number];

export const STATUSES = [
	'registered', // zarejestrowane, czeka w kolejce oddziału
	'taken', // przyjęte przez konsultanta
	'forwarded', // przekazane do jednostki lub komórki
	'inProgress', // w realizacji
	'reported', // jednostka zakończyła, czeka na konsultanta (§ 9(4))
	'ended' // zakończone
] as const;
export type Status = (typeof STATUSES)[number];
export type ByStatus<T> = Readonly<Record<Status, T>>;

/** How the second line carried an intervention out, § 9(4). */
export const MANNERS = [
	'carriedOut', // wykonano
	'secured', // zabezpieczono, naprawa w późniejszym terminie
	'nothingFound', // na miejscu nie stwierdzono zdarzenia
	'notPossible' // nie można wykonać
] as const;
export type Manner = (typeof MANNERS)[number];

/** On what strength a ticket ended. */
export const ENDINGS = [
	'unitFinished', // na podstawie informacji z jednostki, § 8(4) i § 9(6)
	'answeredFromArticle', // odpowiedź z artykułu Bazy Wiedzy, § 8(2)
	'handedTo112', // zagrożenie zdrowia lub życia, § 1(2)
	'handledOutside', // faks, realizowany poza systemem, § 6(2)
	'forwardedOutOfScope', // poza zakresem § 1, przekazane i zakończone, § 10(1)
	'outsideCompetence', // poza właściwością miasta, § 10(2)
	'withMain' // razem z głównym zgłoszeniem tej samej sprawy
] as const;
export type Ending = (typeof ENDINGS)[number];

/** What was taken down wrongly and may be put right; the words of the resident are not among it. */
export const CORRECTABLE = [
	'location', // miejsce
	'name', // imię i nazwisko
	'phone', // telefon
	'email' // e-mail
] as const;
export type Correctable = (typeof CORRECTABLE)[number];

/** How two tickets belong together, told from each side. */
export const LINK_SIDES = [
	'duplicateOf', // duplikat zgłoszenia głównego
	'hasDuplicate',
	'followUpOf', // ciąg dalszy wcześniejszego zgłoszenia
	'hasFollowUp',
	'partOf', // wydzielone z innego zgłoszenia
	'hasPart'
] as const;
export type LinkSide = (typeof LINK_SIDES)[number];

/** By which law a matter that is not the city's is passed on (§ 10(2)); its terms stand beside it. */
export const LEGAL_BASES = [
	'kpa65', // art. 65 § 1 k.p.a.: podanie do organu niewłaściwego, niezwłocznie
	'kpa231', // art. 231 § 1 k.p.a.: skarga, niezwłocznie, najpóźniej w 7 dni
	'kpa243', // art. 243 k.p.a.: wniosek, niezwłocznie, najpóźniej w 7 dni
	'petitions6', // art. 6 ust. 1 ustawy o petycjach: niezwłocznie, najpóźniej w 30 dni
	'other' // inna, wpisana w treści
] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

/** The one question after the end: was the matter settled? */
export const SATISFACTIONS = [
	'settled', // tak
	'partly', // częściowo
	'notSettled' // nie
] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

/** How somebody was spoken to outside the system (R7.1). */
export const MEANS = [
	'phone', // rozmowa telefoniczna
	'email', // e-mail
	'letter', // pismo
	'inPerson' // rozmowa na miejscu
] as const;
export type Means = (typeof MEANS)[number];
