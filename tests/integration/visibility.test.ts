// RA2.2: a marker in each of the 26 fields, looked for in every byte that a reader receives. Five readers, five
// states of an article: none is found by whom the field is not shown to, and each by whom it is.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestEvent } from '@sveltejs/kit';
import type { Article } from '#lib/domain/article/article.ts';
import { ANNEX_FIELDS, isShownTo, type Audience } from '#lib/domain/article/fields.ts';
import {
	publishAhead,
	publishArticle,
	withdrawArticle
} from '#lib/server/articles/article-writer.ts';
import { unit } from '#lib/server/db/schema/index.ts';
import { pullOnce } from '#lib/sync/engine.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import { PublishedBase } from '#lib/server/portal/published-base.ts';
import * as pages from '../../src/routes/api/pages/[name]/+server.ts';
import * as linked from '../../src/routes/(pages)/bip/[ka]/dane.json/+server.ts';
import * as json from '../../src/routes/(pages)/bip/artykuly.json/+server.ts';
import * as xml from '../../src/routes/(pages)/bip/artykuly.xml/+server.ts';
import * as atom from '../../src/routes/(pages)/bip/zmiany.atom/+server.ts';
import * as sitemap from '../../src/routes/(pages)/sitemap.xml/+server.ts';
import { markedArticle, markersOf } from '../support/marked-article.ts';
import { EngineDevice } from './engine-device.ts';
import { ORIGIN, startTestServer, type Browser, type TestServer } from './harness.ts';
import { bring, filesHadBy, inFile, titleOf, withFile } from './marked-files.ts';
import { pairedKiosk, settle, signedIn } from './town.ts';

/** The server reads the clock of this test. */
const TODAY = '2090-03-01';
let server: TestServer;

const STATES = ['public', 'internal', 'over', 'ahead', 'withdrawn'] as const;
type State = (typeof STATES)[number];
const articles = Object.fromEntries(
	STATES.map((state, place) => [
		state,
		withFile(
			state,
			markedArticle(place, {
				internal: state === 'internal',
				...(state === 'over' ? { validTo: '2021-03-01' } : {}),
				...(state === 'ahead' ? { validFrom: '2090-06-01' } : {})
			})
		)
	])
) as Record<State, Article>;
/** What the public one said before. */
const former = {
	...markedArticle(9, { internal: false }),
	id: articles.public.id,
	ka: articles.public.ka
};

const READERS = ['portal', 'kiosk', 'BIP', 'consultant', 'head of another unit'] as const;
type Reader = (typeof READERS)[number];
const AUDIENCE: Readonly<Record<Reader, Audience>> = {
	...{ portal: 'portal', kiosk: 'portal', BIP: 'bip' },
	...{ consultant: 'staff', 'head of another unit': 'staff' }
};
const received = new Map<Reader, string>();

beforeAll(async () => {
	const now = () => new Date(`${TODAY}T10:00:00Z`);
	server = await startTestServer(({ db }) => ({ now, published: new PublishedBase({ db, now }) }));
	const { services } = server;
	const { db } = services;
	const town = await settle(db);
	const made = [former, ...Object.values(articles)];
	// Their names are markers: they are in the database and on no device.
	const units = made.flatMap(({ fields }) =>
		[fields.unit, fields.cell].filter((one) => one !== null)
	);
	await db
		.insert(unit)
		.values(
			units.map(({ id }) => ({ id, code: id, name: id, shortName: id, kind: 'unit' as const }))
		);
	const publish = (one: Article) =>
		db.transaction((tx) => publishArticle(tx, one, { today: TODAY }));
	for (const one of made) await publish(one);
	await db.transaction((tx) => publishAhead(tx, ahead(), { today: TODAY }));
	const { withdrawn } = articles;
	const why = { on: TODAY, by: 'R', reason: 'Zastąpiona', successor: null };
	await db.transaction((tx) => withdrawArticle(tx, withdrawn.id, why));
	for (const state of STATES) await bring(services, state);
	const kiosk = await pairedKiosk(server, town);
	const files = await filesHadBy(server.browser(), STATES);
	received.set('portal', `${await everythingOf('article')}${files}`);
	received.set('kiosk', `${await onDevice(kiosk)}${await filesHadBy(kiosk, STATES)}`);
	received.set('BIP', `${await everythingInBip()}${files}`);
	for (const [reader, login] of [
		['consultant', 'konsultantka'],
		['head of another unit', 'kierownikA']
	] as const)
		received.set(reader, await ofStaff(await signedIn(server, login)));
});
afterAll(() => server.stop());

/** A version of the internal one for a day to come: it is no more public than the one before. */
const ahead = (): Article => ({
	...markedArticle(8, { internal: true, validFrom: '2090-07-01' }),
	...{ id: articles.internal.id, ka: articles.internal.ka }
});

type Asked = Pick<RequestEvent, 'params' | 'url' | 'locals'>;
const asked = (params: Record<string, string>, path = '/'): Asked => ({
	params,
	url: new URL(path, ORIGIN),
	locals: { services: server.services } as App.Locals
});

/** What a page is made of, or what is said in its place. */
async function textOf(load: unknown, event: Asked): Promise<string> {
	try {
		const answer: unknown = await (load as (event: Asked) => unknown)(event);
		return answer instanceof Response ? await answer.text() : JSON.stringify(answer);
	} catch (refusal) {
		return JSON.stringify(refusal);
	}
}

const page = (name: string, query: string): Promise<string> =>
	textOf(pages.GET, asked({ name }, `/api/pages/${name}?${query}`));

async function everythingOf(name: string, more = ''): Promise<string> {
	const texts = Object.values(articles).map(({ ka }) => page(name, `ka=${ka}${more}`));
	return (await Promise.all(texts)).join('\n');
}

async function everythingInBip(): Promise<string> {
	const words = ['', 'szukaj=title', 'szukaj=owner', 'temat=categories'];
	return [
		...(await Promise.all(words.map((query) => page('bip', query)))),
		await everythingOf('bipArticle'),
		await everythingOf('bipVersion', '&no=2'),
		...(await Promise.all(
			Object.values(articles).map(({ ka }) => textOf(linked.GET, asked({ ka })))
		)),
		...(await Promise.all([json, xml, atom, sitemap].map(({ GET }) => textOf(GET, asked({})))))
	].join('\n');
}

async function onDevice(browser: Browser): Promise<string> {
	const { actor } = await browser.api.account.me.query();
	const device = new EngineDevice(browser, ownerKeyOf(actor));
	await pullOnce(device.engine);
	return [...device.disk.rows.values()].map(({ body }) => body).join('\n');
}

async function ofStaff(browser: Browser): Promise<string> {
	const histories = Object.values(articles).map(({ ka }) =>
		browser.api.article.history.query({ ka })
	);
	const refused = Object.values(articles).map(({ ka }) =>
		browser.api.article.newest.query({ ka }).catch((fault: unknown) => String(fault))
	);
	return [
		await onDevice(browser),
		await filesHadBy(browser, STATES),
		...(await Promise.all(histories)).map((one) => JSON.stringify(one)),
		...(await Promise.all(refused)).map((one) => JSON.stringify(one))
	].join('\n');
}

const finds = (reader: Reader, { fields }: Article, key: (typeof ANNEX_FIELDS)[number]['key']) =>
	markersOf(fields, key).some((marker) => received.get(reader)?.includes(marker));

const CELLS = ANNEX_FIELDS.flatMap(({ key }) => READERS.map((reader) => [key, reader] as const));

test('the table has a cell for each field and reader', () => {
	expect(CELLS).toHaveLength(26 * 5);
});

describe('of an article that everybody may read', () => {
	test.each(CELLS)('%s, received by: %s', (key, reader) => {
		expect(finds(reader, articles.public, key)).toBe(isShownTo(key, AUDIENCE[reader]));
	});
});

/** Who is told anything of an article in this state; flags are everywhere where an article is. */
const TOLD: Readonly<Record<Exclude<State, 'public'>, readonly Reader[]>> = {
	internal: ['consultant', 'head of another unit'],
	over: ['consultant', 'head of another unit'],
	// Devices have it before its day, and show it from then on (RA2.3).
	ahead: ['kiosk', 'consultant', 'head of another unit'],
	withdrawn: ['consultant', 'head of another unit']
};
const SIGNED = CELLS.filter(([key]) => key !== 'internal' && key !== 'keptInEdm');

describe.each(Object.keys(TOLD) as (keyof typeof TOLD)[])('of one that is %s', (state) => {
	test.each(SIGNED)('%s, received by: %s', (key, reader) => {
		const isTold = TOLD[state].includes(reader) && isShownTo(key, AUDIENCE[reader]);
		expect(finds(reader, articles[state], key)).toBe(isTold);
	});
});

describe('of a version before, and of one to come of an internal procedure', () => {
	test.each(SIGNED)('%s, received by: %s', (key, reader) => {
		const isStaff = AUDIENCE[reader] === 'staff' && isShownTo(key, 'staff');
		// An older version of the public one is in the history of staff alone here: BIP was asked for the second.
		expect(finds(reader, former, key)).toBe(isStaff);
		expect(finds(reader, ahead(), key)).toBe(isStaff);
	});
});

test('an older version in BIP says what BIP may say, and no more', async () => {
	const { ka } = articles.public;
	const text = await page('bipVersion', `ka=${ka}&no=1`);
	for (const { key } of ANNEX_FIELDS) {
		const found = markersOf(former.fields, key).some((marker) => text.includes(marker));
		expect(found, key).toBe(isShownTo(key, 'bip'));
	}
});

/** By whom an article in this state is read, by name; the file with it. */
const HAS_FILE: Readonly<Record<State, readonly Reader[]>> = {
	...{ public: READERS, internal: TOLD.internal, over: TOLD.over, withdrawn: TOLD.withdrawn },
	// Whoever holds an article ahead holds its files ahead; under their address nobody is asked for a name.
	ahead: READERS
};

describe.each(STATES)('the properties of the file of one that is %s', (state) => {
	test.each(READERS)('are in its own bytes alone, and those received by: %s', (reader) => {
		expect(received.get(reader)?.includes(titleOf(state))).toBe(false);
		expect(received.get(reader)?.includes(inFile(state))).toBe(HAS_FILE[state].includes(reader));
	});
});
