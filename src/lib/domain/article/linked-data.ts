/**
 * A procedure for programs of others, as JSON-LD: schema.org's GovernmentService and, of the same thing, a
 * PublicService of the EU's Core Public Service Vocabulary (CPSV-AP 3.2).
 */
import type { ArticleView } from './visibility.ts';
import { NO_FEE, type Deadline, type RequiredDocument, type TimeUnit } from './values.ts';

export type Published = {
	readonly view: ArticleView<'bip'>;
	/** Where residents read it; of the site that serves it. */
	readonly address: string;
	/** ISO 8601 UTC. */
	readonly publishedAt: string;
};

const OPERATOR = {
	'@type': 'GovernmentOrganization',
	name: 'Urząd Miasta Łodzi',
	url: 'https://uml.lodz.pl/',
	address: {
		'@type': 'PostalAddress',
		streetAddress: 'ul. Piotrkowska 104',
		postalCode: '90-926',
		addressLocality: 'Łódź',
		addressCountry: 'PL'
	}
} as const;
const CITY = {
	'@type': 'City',
	name: 'Łódź',
	sameAs: 'http://www.wikidata.org/entity/Q580'
} as const;

const CONTEXT = [
	'https://schema.org/',
	{
		cpsv: 'http://purl.org/vocab/cpsv#',
		cv: 'http://data.europa.eu/m8g/',
		dct: 'http://purl.org/dc/terms/',
		eli: 'http://data.europa.eu/eli/ontology#'
	}
] as const;

/** @returns what JSON.stringify makes a document of */
export function linkedData({ view, address, publishedAt }: Published): object {
	const { ka, fields, extras } = view;
	const description = extras.summary ?? fields.handling;
	return {
		'@context': CONTEXT,
		'@graph': [
			{
				'@type': 'GovernmentService',
				'@id': `${address}#service`,
				identifier: ka,
				name: fields.title,
				description,
				url: address,
				inLanguage: 'pl',
				category: fields.categories,
				keywords: fields.keywords.join(', '),
				dateModified: publishedAt,
				provider: OPERATOR,
				serviceOperator: operatorOf(view),
				areaServed: CITY,
				termsOfService: fields.reuseTerms ?? undefined,
				availableChannel: channelsOf(view, address),
				offers: priceOf(view)
			},
			{
				'@type': 'cpsv:PublicService',
				'@id': `${address}#public-service`,
				'dct:identifier': ka,
				'dct:title': inPolish(fields.title),
				'dct:description': inPolish(description),
				'dct:language': {
					'@id': 'http://publications.europa.eu/resource/authority/language/POL'
				},
				'dct:modified': { '@type': 'dct:W3CDTF', '@value': publishedAt },
				'dct:spatial': { '@id': CITY.sameAs },
				'cv:keyword': fields.keywords.map(inPolish),
				'cv:hasCompetentAuthority': {
					'@type': 'cv:PublicOrganisation',
					'dct:title': inPolish(fields.cell?.name ?? OPERATOR.name)
				},
				'cv:processingTime': fields.deadline
					? (durationOf(fields.deadline) ?? undefined)
					: undefined,
				'cpsv:hasInput': documentsOf(view).map(({ name }) => ({
					'@type': 'cv:Evidence',
					'dct:title': inPolish(name)
				})),
				'cv:hasCost': costsOf(view).map((text) => ({
					'@type': 'cv:Cost',
					'dct:description': inPolish(text)
				})),
				'cv:hasLegalResource': fields.legalBasis.map(({ title, publication }) => ({
					'@type': 'eli:LegalResource',
					'dct:title': inPolish(publication === null ? title : `${title} (${publication})`)
				}))
			}
		]
	};
}

const inPolish = (text: string) => ({ '@language': 'pl', '@value': text });

const operatorOf = ({ fields }: ArticleView<'bip'>): object =>
	fields.cell
		? { '@type': 'GovernmentOrganization', name: fields.cell.name, parentOrganization: OPERATOR }
		: OPERATOR;

const documentsOf = ({
	fields: { documents }
}: ArticleView<'bip'>): readonly RequiredDocument[] => [
	...documents.forInspection,
	...documents.forSubmission
];

const costsOf = ({ fields: { fees } }: ArticleView<'bip'>): readonly string[] =>
	[fees.stamp, fees.other].filter((fee) => fee !== NO_FEE);

const priceOf = (view: ArticleView<'bip'>): readonly object[] => {
	const costs = costsOf(view);
	if (costs.length === 0) return [{ '@type': 'Offer', price: 0, priceCurrency: 'PLN' }];
	return costs.map((description) => ({ '@type': 'Offer', description }));
};

function channelsOf(view: ArticleView<'bip'>, address: string): readonly object[] {
	const { place } = view.fields;
	const forms = documentsOf(view).flatMap(({ formAddress }) => formAddress ?? []);
	return [
		{ '@type': 'ServiceChannel', serviceUrl: address },
		...forms.map((serviceUrl) => ({ '@type': 'ServiceChannel', serviceUrl })),
		...(place?.address
			? [
					{
						'@type': 'ServiceChannel',
						serviceLocation: { '@type': 'Place', name: place.address, address: place.address }
					}
				]
			: [])
	];
}

/** ISO 8601-1 has no working days: those are days. */
const SIGN: Readonly<Record<TimeUnit, string>> = {
	day: 'D',
	workingDay: 'D',
	week: 'W',
	month: 'M'
};

/** ISO 8601-1 § 5.5.2; null where the time is told in words only. */
export const durationOf = ({ atMost }: Deadline): string | null =>
	atMost && `P${atMost.count}${SIGN[atMost.unit]}`;
