/** From what residents of the demonstration city say to what becomes of it. */
import { assert } from '#lib/base/assert.ts';
import { routingOf, type Article } from '#lib/domain/article/article.ts';
import { receiptCodeFrom } from '#lib/domain/ticket/receipt-code.ts';
import type { Contact } from '#lib/domain/ticket/ticket.ts';
import type { Channel, Kind, Status } from '#lib/domain/ticket/vocabulary.ts';
import type { City } from './cast.ts';
import type { Plan } from './course.ts';
import { INTERVENTIONS, type InterventionStory } from './interventions.ts';
import { QUERIES, type QueryStory } from './queries.ts';
import type { Chance } from './random.ts';

/** How the tickets are spread over the statuses; as many as there are stories and places. */
const STANDING: readonly (readonly [Status, number])[] = [
	['registered', 14],
	['taken', 12],
	['forwarded', 18],
	['inProgress', 18],
	['reported', 14],
	['ended', 44]
];

const AT_UNITS: readonly Status[] = ['forwarded', 'inProgress', 'reported'];

/** One of ten for each word. */
const CHANNELS: Readonly<Record<Kind, readonly [Channel, ...Channel[]]>> = {
	intervention: ['phone', 'phone', 'phone', 'phone', 'web', 'web', 'point', 'hall', 'chat', 'fax'],
	query: ['phone', 'phone', 'phone', 'web', 'web', 'chat', 'chat', 'point', 'hall', 'fax']
};

/** The article that an intervention of a category is handled by, where the city has one (§ 6(1)). */
const ARTICLE_OF_CATEGORY: Readonly<Record<string, string>> = {
	JEZDNIA: 'ZDIT-DZIURY',
	OSWIETLENIE: 'BIP-01638',
	WYSYPISKO: 'KA-01238',
	ZIELEN: 'BIP-02816',
	BEZPANSKIE: 'BIP-02764',
	KRZYWDZONE: 'BIP-03015',
	SRODOWISKO: 'BIP-01240',
	SPALANIE: 'SM-SPALANIE',
	PLAKATY: 'BIP-00483',
	BUDYNEK: 'KA-01909'
};

type About = Pick<Plan, 'kind' | 'competent' | 'articleId' | 'report' | 'answer' | 'note'> & {
	readonly description: string;
	readonly location: string;
	readonly categoryId: string | null;
};

/** Every story once for each of its places, in an order that chance has made. */
export function makePlans(city: City, chance: Chance): readonly Plan[] {
	const abouts = chance.shuffled([
		...INTERVENTIONS.flatMap((story) =>
			story.where.map((where) => intervention(city, story, where))
		),
		...QUERIES.map((story) => query(city, story))
	]);
	const statuses = chance.shuffled(
		STANDING.flatMap(([status, count]) => Array.from({ length: count }, () => status))
	);
	let urgentLeft = 2;
	return abouts.map((about, index) => {
		const status = statuses[index % statuses.length] ?? 'registered';
		const drawn = chance.pick(CHANNELS[about.kind]);
		// A fax never goes to a unit (§ 6(2)).
		const channel = drawn === 'fax' && AT_UNITS.includes(status) ? 'point' : drawn;
		const mayTurn = status === 'ended' && about.kind === 'intervention' && channel === 'phone';
		const becameUrgent = mayTurn && urgentLeft > 0;
		if (becameUrgent) urgentLeft -= 1;
		const registration = {
			receiptCode: receiptCodeFrom(Uint8Array.from({ length: 12 }, () => chance.between(0, 255))),
			channel,
			declaredKind: about.kind,
			lifeThreat: false,
			description: about.description,
			location: about.location,
			contact: contactFor(channel, chance),
			// A resident who writes alone names no article; a consultant has found it by then.
			articleId: about.kind === 'query' && channel !== 'web' ? about.articleId : null,
			categoryId: about.categoryId
		} as const;
		return { ...about, channel, status, becameUrgent, registration };
	});
}

function intervention(city: City, story: InterventionStory, location: string): About {
	const category = city.categories.find(({ code }) => code === story.category);
	assert(category, `${story.category} is a category of the demonstration city`);
	const ka = ARTICLE_OF_CATEGORY[category.code];
	return {
		kind: 'intervention',
		competent: { unitId: category.unitId, cellId: category.cellId },
		articleId: ka === undefined ? null : articleOf(city, ka).id,
		report: story.report,
		answer: 'Zgłaszającego poinformowano o sposobie załatwienia.',
		note: story.note ?? null,
		description: story.said,
		location,
		categoryId: category.id
	};
}

function query(city: City, story: QueryStory): About {
	const article = articleOf(city, story.article);
	const { unitId, cellId } = routingOf(article);
	return {
		kind: 'query',
		competent: { unitId, cellId },
		articleId: article.id,
		report: { manner: 'carriedOut', text: story.reply },
		answer: story.answer,
		note: null,
		description: story.said,
		location: '',
		categoryId: null
	};
}

function articleOf(city: City, ka: string): Article {
	const article = city.articles.find((one) => one.ka === ka);
	assert(article, `${ka} is an article of the demonstration city`);
	return article;
}

/** Names that say of themselves that nobody bears them, numbers that nobody answers. */
const FIRST_NAMES = [
	'Anna',
	'Barbara',
	'Ewa',
	'Jan',
	'Krzysztof',
	'Maria',
	'Marek',
	'Zofia'
] as const;
const SURNAMES = ['Bajka', 'Makieta', 'Niby', 'Przykład', 'Próba', 'Wzorek'] as const;

function contactFor(channel: Channel, chance: Chance): Contact | null {
	if (chance.oneIn(4)) return null;
	const name = `${chance.pick(FIRST_NAMES)} ${chance.pick(SURNAMES)}`;
	const phone = `500 000 ${String(chance.between(0, 999)).padStart(3, '0')}`;
	const email = `mieszkaniec${chance.between(1, 99)}@example.org`;
	const byWriting = channel === 'web' || channel === 'chat';
	return byWriting ? { name: null, phone: null, email } : { name, phone, email: null };
}
