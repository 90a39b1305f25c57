/** R4.1: a talk between a resident and a consultant, as browsers meet it at one node and at two. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLimits } from '#lib/server/auth/limits.ts';
import { endAbandoned } from '#lib/server/chat/end-abandoned.ts';
import { chat } from '#lib/server/db/schema/index.ts';
import { Browser, startTestServer } from './harness.ts';
import {
	ALWAYS_OPEN,
	NEVER_OPEN,
	NOT_FOUND,
	Resident,
	startTalks,
	textsOf,
	type Talks
} from './talk.ts';

let talks: Talks;
let server: Talks['server'];
let consultant: Talks['consultant'];
let begun: Talks['begun'];
let accepted: Talks['accepted'];
let resident: Talks['resident'];

beforeAll(async () => {
	talks = await startTalks();
	({ server, consultant, begun, accepted, resident } = talks);
});
afterAll(() => server.stop());

describe('a resident', () => {
	it('R4.1 learns how many wait before them, and of nobody who has gone', async () => {
		const { db } = server.services;
		await db.update(chat).set({ endedAt: new Date() });
		const [first, second, third] = [await begun(), await begun(), await begun()];
		expect(await third.read()).toMatchObject({ state: 'waiting', ahead: 2, lines: [] });
		await db
			.update(chat)
			.set({ seenAt: new Date(Date.now() - 60_000) })
			.where(eq(chat.id, first.key.chat));
		expect(await third.read()).toMatchObject({ ahead: 1 });
		await consultant.api.chatDesk.accept.mutate({ chat: second.key.chat });
		expect(await third.read()).toMatchObject({ ahead: 0 });
		expect(await second.read()).toMatchObject({ state: 'talking', ahead: null, name: 'Pracownik' });
	});

	it('R4.1 outside the hours begins nothing, and learns when to come; who talks goes on', async () => {
		const talking = await begun();
		talks.keepHours(NEVER_OPEN);
		const late = resident();
		expect(await late.begin()).toEqual({ open: false, opensAt: null });
		await expect(late.read()).rejects.toMatchObject(NOT_FOUND);
		expect(await talking.say('Jeszcze tu jestem')).toBe('said');
		talks.keepHours(ALWAYS_OPEN);
		expect(await late.browser.api.chat.office.query()).toEqual({ open: true, opensAt: null });
	});

	it('R1.2 who has not said that nobody is in danger begins nothing', async () => {
		const { key, browser } = resident();
		for (const lifeThreat of [true, undefined]) {
			const body = JSON.stringify({ ...key, lifeThreat });
			const headers = { 'content-type': 'application/json' };
			const answer = await browser.fetch('/api/trpc/chat.begin', { method: 'POST', headers, body });
			expect(answer.status).toBe(400);
		}
		expect(await server.services.db.$count(chat, eq(chat.id, key.chat))).toBe(0);
	});

	it('R4.1 begins once, however often an answer is lost', async () => {
		const one = await begun();
		await one.say('Dzień dobry');
		await one.begin();
		expect(await server.services.db.$count(chat, eq(chat.id, one.key.chat))).toBe(1);
		expect((await one.read()).lines).toHaveLength(1);
	});

	it('is not let in too often from one address', async () => {
		const narrow = await startTestServer(() => ({ office: ALWAYS_OPEN, limits: createLimits() }));
		const many = Array.from({ length: 31 }, () => new Resident(narrow.browser('203.0.113.77')));
		const answers = await Promise.allSettled(many.map((one) => one.begin()));
		expect(answers.filter(({ status }) => status === 'rejected')).toMatchObject([
			{ reason: { data: { reason: 'tooMany', httpStatus: 429 } } }
		]);
		await narrow.stop();
	});

	it('whose browser was not heard of for hours is waited for no longer', async () => {
		const { db } = server.services;
		const one = await begun();
		const other = await begun();
		const longAgo = new Date(Date.now() - 3 * 60 * 60_000);
		await db.update(chat).set({ seenAt: longAgo }).where(eq(chat.id, one.key.chat));
		expect(await endAbandoned(db, new Date())).toBe(1);
		expect(await one.read()).toMatchObject({ state: 'ended', lines: [{ n: 1, type: 'ended' }] });
		expect(await other.read()).toMatchObject({ state: 'waiting' });
	});
});

describe('lines', () => {
	it('R4.1 sent again they are the same lines: neither doubled nor lost, in order', async () => {
		const one = await accepted();
		const lines = ['a', 'b', 'c'].map((text) => ({ id: randomUUID(), text }));
		const send = () => one.browser.api.chat.say.mutate({ ...one.key, lines });
		await Promise.all(Array.from({ length: 8 }, send));
		const more = { id: randomUUID(), text: 'd' };
		await one.browser.api.chat.say.mutate({ ...one.key, lines: [...lines, more] });
		const told = await one.read();
		expect(textsOf(told.lines)).toEqual(['', 'a', 'b', 'c', 'd']);
		expect(told.lines.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5]);
	});

	it('R4.1 of both sides at once they have numbers without a gap, and each side its own order', async () => {
		const one = await accepted();
		const said = Array.from({ length: 20 }, (_, index) => String(index));
		const bySide = [
			async () => {
				for (const text of said) await one.say(`r${text}`);
			},
			async () => {
				for (const text of said) {
					const lines = [{ id: randomUUID(), text: `k${text}` }];
					await consultant.api.chatDesk.say.mutate({ chat: one.key.chat, lines });
				}
			}
		];
		// A reader who asks meanwhile is told of no line before the one that precedes it.
		const seen: number[] = [];
		let isOver = false;
		const reading = (async () => {
			while (!isOver) seen.push(...(await one.read(seen.at(-1) ?? 0)).lines.map(({ n }) => n));
		})();
		await Promise.all(bySide.map((side) => side()));
		isOver = true;
		await reading;
		const { lines } = await one.read(0);
		expect(lines.map(({ n }) => n)).toEqual(lines.map((_, index) => index + 1));
		expect(seen).toEqual(seen.map((_, index) => index + 1));
		for (const side of ['r', 'k'])
			expect(textsOf(lines).filter((text) => text.startsWith(side))).toEqual(
				said.map((text) => `${side}${text}`)
			);
	});

	it('too long, too many or of nothing they are refused, and the talk stays as it was', async () => {
		const one = await begun();
		await expect(one.say('a'.repeat(2001))).rejects.toMatchObject({ data: { httpStatus: 400 } });
		await expect(one.say('  ')).rejects.toMatchObject({ data: { httpStatus: 400 } });
		const many = Array.from({ length: 51 }, () => 'x');
		await expect(one.say(...many)).rejects.toMatchObject({ data: { httpStatus: 400 } });
		expect(await one.say('Zero \0 i pół \uD83D')).toBe('said');
		expect(textsOf((await one.read()).lines)).toEqual(['Zero  i pół \uFFFD']);
	});

	it('come in pages, and after the end no new ones', async () => {
		const one = await accepted();
		for (let page = 0; page < 2; page += 1)
			await one.say(...Array.from({ length: 40 }, (_, index) => `${page}-${index}`));
		const first = await one.read();
		expect(first).toMatchObject({ more: true });
		expect(first.lines).toHaveLength(50);
		const rest = await one.read(50);
		expect(rest).toMatchObject({ more: false });
		expect(rest.lines).toHaveLength(31);
		await consultant.api.chatDesk.end.mutate({ chat: one.key.chat });
		expect(await one.say('Za późno')).toBe('ended');
		expect((await one.read(80)).lines).toMatchObject([{ n: 81 }, { n: 82, type: 'ended' }]);
	});
});

describe('a talk over two nodes', () => {
	it('R4.1 what one side says at one node the other hears at the other', async () => {
		const other = await server.anotherNode();
		const there = { ...other.services, office: ALWAYS_OPEN };
		const one = new Resident(new Browser(there, '203.0.113.10'));
		await one.begin();
		const stream = (await one.listen()).body?.pipeThrough(new TextDecoderStream()).getReader();
		let heard = '';
		const until = async (words: RegExp) => {
			while (!words.test(heard)) heard += (await stream?.read())?.value ?? '';
		};
		await until(/"chat:[\da-f-]+":1/u);
		const started = performance.now();
		await consultant.api.chatDesk.accept.mutate({ chat: one.key.chat });
		await until(/"chat:[\da-f-]+":2/u);
		const lines = [{ id: randomUUID(), text: 'Słucham' }];
		await consultant.api.chatDesk.say.mutate({ chat: one.key.chat, lines });
		await until(/"chat:[\da-f-]+":3/u);
		expect(performance.now() - started).toBeLessThan(1500);
		expect(heard).not.toContain('Słucham');
		expect(textsOf((await one.read()).lines)).toEqual(['', 'Słucham']);
		await one.say('Dzień dobry');
		const told = await consultant.api.chatDesk.read.query({ chat: one.key.chat, after: 2 });
		expect(textsOf(told.lines)).toEqual(['Dzień dobry']);
		await stream?.cancel();
		await other.close();
	});

	it('shows that the other side is typing, until it has said it', async () => {
		const one = await accepted();
		await one.browser.api.chat.typing.mutate(one.key);
		const read = () => consultant.api.chatDesk.read.query({ chat: one.key.chat, after: 0 });
		expect(await read()).toMatchObject({ typing: true });
		await one.say('Już');
		expect(await read()).toMatchObject({ typing: false });
		await consultant.api.chatDesk.typing.mutate({ chat: one.key.chat });
		expect(await one.read()).toMatchObject({ typing: true });
	});
});
