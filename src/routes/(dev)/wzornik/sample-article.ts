import type { ArticleView } from '#lib/domain/article/visibility.ts';

/** A procedure with something in every field, as signed-in staff read it. Made up throughout. */
export const SAMPLE_ARTICLE: ArticleView<'staff'> = {
	audience: 'staff',
	id: '0190a000-0000-7000-8000-000000000001',
	ka: 'KA-01147',
	demonstration: ['mainSteps', 'consultantNotes'],
	source: 'https://bip.example/ka-01147',
	extras: {
		summary:
			'Dowód osobisty wydaje urząd dowolnej gminy. Wniosek składa się osobiście albo przez internet, dowód odbiera się osobiście.',
		mainSteps: [
			{
				title: 'Przygotuj zdjęcie',
				how: 'Ma mieć 35 × 45 mm i być nie starsze niż sześć miesięcy.'
			},
			{ title: 'Złóż wniosek', how: 'W urzędzie albo przez internet, z profilem zaufanym.' },
			{ title: 'Odbierz dowód', how: 'Osobiście, w urzędzie, w którym złożono wniosek.' }
		],
		facts: {
			online: 'yes',
			byPost: 'no',
			byProxy: 'partly',
			visitByAppointment: 'yes',
			withFee: 'no',
			electronicOutcome: 'unknown'
		}
	},
	fields: {
		title: 'Wydanie dowodu osobistego osobie pełnoletniej',
		internal: true,
		relatedProcedures: ['KA-01305'],
		validFrom: '2026-01-01',
		validTo: '2026-12-31',
		createdOn: '2025-12-12',
		keywords: ['dowód', 'dowód osobisty', 'dokument tożsamości', 'e-dowód'],
		categories: ['Sprawy obywatelskie', 'Dowód osobisty'],
		handling:
			'Wniosek o wydanie dowodu osobistego składa się osobiście w urzędzie dowolnej gminy.\n\nDo wniosku dołącza się:\n- aktualne zdjęcie\n- dotychczasowy dowód lub paszport, do wglądu\n\nPodczas składania wniosku urząd pobiera odciski palców i wzór podpisu.',
		additionalInfo:
			'Dowód zgubiony lub skradziony zgłasza się w dowolnym urzędzie gminy albo przez internet.',
		deadline: {
			atMost: { count: 30, unit: 'day' },
			note: 'Do terminu nie wlicza się czasu doręczenia.'
		},
		place: {
			address: 'ul. Krzemieniecka 2b, 94-030 Łódź',
			innerCell: 'Oddział Dowodów Osobistych'
		},
		fees: {
			stamp: 'brak',
			other: '17 zł za pełnomocnictwo, jeśli odbiera je inna osoba',
			stampAccount: null,
			otherAccount: '61109010140000071219812874'
		},
		documents: {
			forInspection: [
				{ name: 'Dotychczasowy dowód lub paszport', kind: 'document', formAddress: null, files: [] }
			],
			forSubmission: [
				{
					name: 'Wniosek o wydanie dowodu osobistego',
					kind: 'application',
					formAddress: 'https://www.gov.example/dowod',
					files: [
						{
							sha256: '0190'.repeat(16),
							name: 'Wniosek (do druku)',
							type: 'application/pdf',
							bytes: 184_320,
							isExample: false
						}
					]
				}
			]
		},
		consultantNotes:
			'Najczęstsze pytanie: czy trzeba przyjść osobiście? Tak, po odbiór zawsze.\n- tel. do oddziału: 42 638 00 00',
		legalBasis: [
			{
				kind: 'statute',
				title: 'Ustawa z dnia 6 sierpnia 2010 r. o dowodach osobistych',
				publication: 'Dz. U. z 2022 r. poz. 671'
			}
		],
		appeal: 'Od decyzji odmownej przysługuje odwołanie do Wojewody Łódzkiego w ciągu 14 dni.',
		reuseTerms: null,
		owner: { id: null, name: 'Wiśniewska Maria' },
		coordinator: { id: null, name: 'Kowalczyk Tomasz' },
		realizators: [
			{ id: null, name: 'Zielińska Ewa' },
			{ id: null, name: 'Mazur Adam' }
		],
		unit: { id: '0190a000-0000-7000-8000-000000000003', name: 'Urząd Miasta Łodzi' },
		cell: {
			id: '0190a000-0000-7000-8000-000000000004',
			name: 'Wydział Spraw Obywatelskich i Komunikacji'
		},
		integration: 'System Rejestrów Państwowych',
		keptInEdm: true
	}
};
