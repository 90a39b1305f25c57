/** All procedures of the server, and for each of them what is right enough to come past its schema. */
import { randomBytes, randomUUID } from 'node:crypto';
import { receiptCodeFrom } from '#lib/domain/ticket/receipt-code.ts';
import { appRouter } from '#lib/server/trpc/router.ts';
import { PROTOCOL_VERSION } from '#lib/sync/protocol.ts';
import { contentOf, sampleArticle } from '../support/article.ts';
import type { Browser } from './harness.ts';
import type { Town } from './town.ts';

/** Typed as open objects: the test asks what is there, not what the types promise. */
type Procedure = { _def: { type: string; meta?: { action?: string } } };
export const PROCEDURES = Object.entries(
	appRouter._def.procedures as unknown as Readonly<Record<string, Procedure>>
);

const chatKey = () => ({ chat: randomUUID(), secret: randomBytes(32).toString('base64url') });

/** By path. */
export const INPUTS: Readonly<Record<string, (town: Town, owner: string) => object | undefined>> = {
	'account.me': () => undefined,
	'chat.office': () => undefined,
	'chat.begin': () => ({ ...chatKey(), lifeThreat: false }),
	'chat.read': () => ({ ...chatKey(), after: 0 }),
	'chat.say': () => ({ ...chatKey(), lines: [{ id: randomUUID(), text: 'x' }] }),
	'chat.typing': () => chatKey(),
	'chat.end': () => chatKey(),
	'chatDesk.list': () => undefined,
	'chatDesk.accept': () => ({ chat: randomUUID() }),
	'chatDesk.read': () => ({ chat: randomUUID(), after: 0 }),
	'chatDesk.seen': () => ({ chat: randomUUID(), line: 1 }),
	'chatDesk.say': () => ({ chat: randomUUID(), lines: [{ id: randomUUID(), text: 'x' }] }),
	'chatDesk.typing': () => ({ chat: randomUUID() }),
	'chatDesk.release': () => ({ chat: randomUUID() }),
	'chatDesk.end': () => ({ chat: randomUUID() }),
	'chatDesk.register': () => ({ chat: randomUUID(), ticketId: randomUUID(), args: {} }),
	'chatDesk.ofTicket': () => ({ ticketId: randomUUID() }),
	'article.desk': () => undefined,
	'article.newest': () => ({ ka: 'KA-00001' }),
	'article.submit': ({ unitA }) => ({
		...{ id: randomUUID(), articleId: null, baseNo: null, remark: null, seen: null },
		content: contentOf(sampleArticle({ unit: { id: unitA, name: 'A' } }))
	}),
	'article.proposal': () => ({ id: randomUUID() }),
	'article.takeBack': () => ({ id: randomUUID(), seen: 1 }),
	'article.sendBack': () => ({ id: randomUUID(), seen: 1, remark: 'Popraw opłatę.' }),
	'article.accept': () => ({
		...{ id: randomUUID(), seen: 1, newestNo: null, validFrom: '2026-01-01' },
		...{ keywords: ['dziura'], categories: ['drogi'] }
	}),
	'article.bringFile': () => ({ sha256: 'ab'.repeat(32) }),
	'article.confirm': () => ({ articleId: randomUUID() }),
	'article.withdraw': () => ({ articleId: randomUUID(), reason: 'Zastąpiona', successor: null }),
	'article.history': () => ({ ka: 'KA-00001' }),
	'unit.desk': () => undefined,
	'unit.own': () => undefined,
	'unit.ask': () => ({ unitId: randomUUID(), note: '' }),
	'unit.answer': () => ({ id: randomUUID(), answer: 'agreed', reason: '' }),
	'unit.add': () => ({
		...{ id: randomUUID(), code: `N-${randomBytes(4).toString('hex').toUpperCase()}` },
		...{ name: 'Nowa', shortName: 'Nowa', parentId: null }
	}),
	'unit.rename': ({ cellA }) => ({ id: cellA, name: 'Komórka', shortName: 'Kom.' }),
	'unit.merge': ({ unitA }) => ({ from: unitA, into: unitA }),
	'search.count': () => ({ misses: [{ query: 'hulajnoga', times: 1 }], opened: [], opinions: [] }),
	'search.desk': () => undefined,
	'search.setWords': () => ({ groups: [['kosz', 'kubeł']], revision: 77 }),
	'audit.list': () => ({ before: null }),
	'recording.ofTicket': () => ({ ticketId: randomUUID() }),
	'recording.free': () => undefined,
	'recording.link': () => ({ ticketId: randomUUID(), call: '1764.1' }),
	'recording.listen': () => ({ id: randomUUID(), reason: 'handling' }),
	'recording.withdraw': () => ({ id: randomUUID() }),
	'account.signIn': () => ({ login: 'nikt', password: 'x' }),
	'account.signOut': () => undefined,
	'device.pair': () => ({ code: 'ZZZZZZZZ' }),
	'device.invite': ({ placeId }) => ({ class: 'kiosk', name: 'K', placeId }),
	'device.list': () => undefined,
	'device.sealingKey': () => undefined,
	'device.report': () => ({ store: randomUUID(), held: [] }),
	'device.revoke': () => ({ deviceId: randomUUID() }),
	'sync.confirm': (_town, owner) => ({
		protocol: PROTOCOL_VERSION,
		client: randomUUID(),
		owner,
		told: []
	}),
	'sync.push': (_town, owner) => ({
		protocol: PROTOCOL_VERSION,
		client: randomUUID(),
		owner,
		commands: []
	}),
	'sync.manifest': (_town, owner) => ({ protocol: PROTOCOL_VERSION, owner, scope: 'kb:public' }),
	'sync.pull': (_town, owner) => ({ protocol: PROTOCOL_VERSION, owner, cursors: [] }),
	'terms.read': () => ({ version: null }),
	'terms.draft': () => undefined,
	'terms.save': () => ({ text: 'Regulamin', since: null }),
	'terms.approve': () => ({ seen: '2026-01-01T00:00:00.000Z' }),
	'satisfaction.list': () => undefined,
	'timeLimit.set': ({ unitA }) => ({
		...{ unitId: unitA, categoryId: null },
		...{ takeOnHours: 8, reportHours: 40 }
	}),
	'city.facts': () => ({ known: null }),
	'timeLimit.remove': () => ({ id: randomUUID() }),
	'category.setProof': () => ({
		...{ categoryId: randomUUID(), proof: { photo: true, checklist: ['Miejsce uprzątnięte'] } }
	}),
	'ticket.hints': () => ({ phone: '600 100 200', location: 'ul. Wschodnia', categoryId: null }),
	'ticket.rate': () => ({ receiptCode: receiptCodeFrom(randomBytes(12)), answer: 'partly' }),
	'ticket.byNumber': () => ({ number: 'ŁCK/2026/000001' }),
	'ticket.track': () => ({ receiptCode: receiptCodeFrom(randomBytes(12)) })
};

/** @returns why it was not answered; null where it was */
export async function reasonOf(browser: Browser, path: string, input: object | undefined) {
	const answer = await browser.fetch(`/api/trpc/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		...(input ? { body: JSON.stringify(input) } : {})
	});
	const body = (await answer.json()) as { error?: { data: { reason: string } } };
	return body.error?.data.reason ?? null;
}
