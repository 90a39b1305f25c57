/**
 * Annex 2 of the ordinance as one table: the form of an article, its views, the difference between
 * two versions, import and search weights derive from it. Labels and hints are in the message
 * catalogue, by key (article_field_<key>_label, article_field_<key>_hint).
 */

/** Who reads an article: residents on the portal and the kiosks, readers of BIP, signed-in staff. */
export const AUDIENCES = ['portal', 'bip', 'staff'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** The mark printed in the annex. Who is shown the field is decided by `shownTo`, not by the mark. */
export const MARKS = [
	'', // portal and BIP
	'*', // ŁCKzM only
	'**' // BIP only
] as const;
export type Mark = (typeof MARKS)[number];

/** The headings under which the annex groups its fields. */
export const SECTIONS = [
	'procedure', // Procedura
	'classification', // Klasyfikacja
	'description', // Opis procedury
	'fees', // Opłaty
	'documents', // Dokumenty
	'consultants', // Informacje dodatkowe
	'law', // Podstawa prawna
	'performers', // Realizator
	'technical' // Dane techniczne
] as const;
export type Section = (typeof SECTIONS)[number];

/** How many values a field takes: exactly one, at most one, one or more, any number. */
export const CARDINALITIES = ['one', 'optional', 'some', 'any'] as const;
export type Cardinality = (typeof CARDINALITIES)[number];

/** Who decides what a field says: the head whose procedure it is (§ 12(1)), or WZKM (fields 7 and 8). */
export const SETTERS = ['head', 'wzkm'] as const;
export type Setter = (typeof SETTERS)[number];

/** What the search is told apart by, with what a hit there weighs. */
export const SEARCH_WEIGHT = {
	keywords: 4, // chosen by WZKM for exactly this
	title: 4,
	summary: 1.5,
	body: 0.4,
	categories: 2,
	unit: 0.5
} as const;
export type SearchField = keyof typeof SEARCH_WEIGHT;

const EVERYONE = ['portal', 'bip', 'staff'] as const;
const CENTRE = ['portal', 'staff'] as const; // starred, and of use to a resident
const STAFF = ['staff'] as const; // starred, and about people, technique or the consultants' work
const BIP = ['bip'] as const;

/** What a row of the two tables below says about its field. */
type FieldRow = {
	readonly key: string;
	readonly shownTo: readonly Audience[];
	readonly kind: string;
	readonly cardinality: Cardinality;
	readonly searchIn: SearchField | null;
};
type AnnexRow = FieldRow & {
	readonly no: number;
	readonly mark: Mark;
	readonly section: Section;
	readonly setBy: Setter;
};

/** The 26 fields of Annex 2, in its order and numbering. */
// prettier-ignore
export const ANNEX_FIELDS = [
	{ no: 1, key: 'title', mark: '', shownTo: EVERYONE, setBy: 'head', section: 'procedure', kind: 'line', cardinality: 'one', searchIn: 'title' },
	{ no: 2, key: 'internal', mark: '*', shownTo: STAFF, setBy: 'head', section: 'procedure', kind: 'flag', cardinality: 'one', searchIn: null },
	{ no: 3, key: 'relatedProcedures', mark: '*', shownTo: CENTRE, setBy: 'head', section: 'procedure', kind: 'ka', cardinality: 'any', searchIn: null },
	{ no: 4, key: 'validFrom', mark: '*', shownTo: CENTRE, setBy: 'head', section: 'procedure', kind: 'date', cardinality: 'one', searchIn: null },
	{ no: 5, key: 'validTo', mark: '*', shownTo: CENTRE, setBy: 'head', section: 'procedure', kind: 'date', cardinality: 'optional', searchIn: null },
	{ no: 6, key: 'createdOn', mark: '', shownTo: EVERYONE, setBy: 'head', section: 'procedure', kind: 'date', cardinality: 'one', searchIn: null },
	{ no: 7, key: 'keywords', mark: '', shownTo: EVERYONE, setBy: 'wzkm', section: 'classification', kind: 'line', cardinality: 'some', searchIn: 'keywords' },
	{ no: 8, key: 'categories', mark: '', shownTo: EVERYONE, setBy: 'wzkm', section: 'classification', kind: 'line', cardinality: 'some', searchIn: 'categories' },
	{ no: 9, key: 'handling', mark: '', shownTo: EVERYONE, setBy: 'head', section: 'description', kind: 'text', cardinality: 'one', searchIn: 'body' },
	{ no: 10, key: 'additionalInfo', mark: '', shownTo: EVERYONE, setBy: 'head', section: 'description', kind: 'text', cardinality: 'optional', searchIn: 'body' },
	{ no: 11, key: 'deadline', mark: '', shownTo: EVERYONE, setBy: 'head', section: 'description', kind: 'deadline', cardinality: 'optional', searchIn: null },
	{ no: 12, key: 'place', mark: '', shownTo: EVERYONE, setBy: 'head', section: 'description', kind: 'place', cardinality: 'optional', searchIn: 'unit' },
	{ no: 13, key: 'fees', mark: '', shownTo: EVERYONE, setBy: 'head', section: 'fees', kind: 'fees', cardinality: 'one', searchIn: null },
	{ no: 14, key: 'documents', mark: '', shownTo: EVERYONE, setBy: 'head', section: 'documents', kind: 'documents', cardinality: 'one', searchIn: 'body' },
	{ no: 15, key: 'consultantNotes', mark: '*', shownTo: STAFF, setBy: 'head', section: 'consultants', kind: 'text', cardinality: 'optional', searchIn: 'body' },
	{ no: 16, key: 'legalBasis', mark: '', shownTo: EVERYONE, setBy: 'head', section: 'law', kind: 'act', cardinality: 'any', searchIn: null },
	{ no: 17, key: 'appeal', mark: '', shownTo: EVERYONE, setBy: 'head', section: 'law', kind: 'text', cardinality: 'optional', searchIn: null },
	{ no: 18, key: 'reuseTerms', mark: '', shownTo: EVERYONE, setBy: 'head', section: 'law', kind: 'text', cardinality: 'optional', searchIn: null },
	{ no: 19, key: 'owner', mark: '*', shownTo: STAFF, setBy: 'head', section: 'performers', kind: 'person', cardinality: 'one', searchIn: null },
	{ no: 20, key: 'authors', mark: '**', shownTo: BIP, setBy: 'head', section: 'performers', kind: 'person', cardinality: 'some', searchIn: null },
	{ no: 21, key: 'coordinator', mark: '*', shownTo: STAFF, setBy: 'head', section: 'performers', kind: 'person', cardinality: 'one', searchIn: null },
	{ no: 22, key: 'realizators', mark: '*', shownTo: STAFF, setBy: 'head', section: 'performers', kind: 'person', cardinality: 'some', searchIn: null },
	{ no: 23, key: 'unit', mark: '*', shownTo: CENTRE, setBy: 'head', section: 'performers', kind: 'unit', cardinality: 'one', searchIn: 'unit' },
	{ no: 24, key: 'cell', mark: '', shownTo: EVERYONE, setBy: 'head', section: 'performers', kind: 'unit', cardinality: 'optional', searchIn: 'unit' },
	{ no: 25, key: 'integration', mark: '*', shownTo: STAFF, setBy: 'head', section: 'technical', kind: 'line', cardinality: 'optional', searchIn: null },
	{ no: 26, key: 'keptInEdm', mark: '*', shownTo: STAFF, setBy: 'head', section: 'technical', kind: 'flag', cardinality: 'one', searchIn: null }
] as const satisfies readonly AnnexRow[];

/** What the annex lacks and residents have today: the KA number, a summary, main steps, useful facts. */
export const EXTRA_FIELDS = [
	{ key: 'ka', shownTo: EVERYONE, kind: 'ka', cardinality: 'one', searchIn: 'keywords' },
	{ key: 'summary', shownTo: EVERYONE, kind: 'text', cardinality: 'optional', searchIn: 'summary' },
	// Told again in field 9, where the search reads them.
	{ key: 'mainSteps', shownTo: EVERYONE, kind: 'step', cardinality: 'any', searchIn: null },
	{ key: 'facts', shownTo: EVERYONE, kind: 'facts', cardinality: 'one', searchIn: null }
] as const satisfies readonly FieldRow[];

export type AnnexField = (typeof ANNEX_FIELDS)[number];
export type FieldKey = AnnexField['key'];
export type ExtraField = (typeof EXTRA_FIELDS)[number];
export type ExtraKey = ExtraField['key'];
export type FieldKind = (AnnexField | ExtraField)['kind'];

type ShownTo<
	F extends FieldRow & { readonly key: FieldKey },
	A extends Audience
> = F extends unknown ? (A extends F['shownTo'][number] ? F['key'] : never) : never;
export type FieldKeyShownTo<A extends Audience> = ShownTo<AnnexField, A>;

/** "Można wskazać maksymalnie pięćdziesięciu pracowników", field 22. */
export const REALIZATORS_AT_MOST = 50;

/** Is the field shown to this audience? Kept apart from the printed mark. */
export function isShownTo<A extends Audience>(
	key: FieldKey,
	audience: A
): key is FieldKeyShownTo<A> {
	const field = ANNEX_FIELDS.find((one) => one.key === key);
	return field?.shownTo.some((reader) => reader === audience) ?? false;
}

/** The keys shown to this audience, in the annex's order. */
export function keysShownTo<A extends Audience>(audience: A): readonly FieldKeyShownTo<A>[] {
	return ANNEX_FIELDS.map(({ key }) => key).filter((key) => isShownTo(key, audience));
}
