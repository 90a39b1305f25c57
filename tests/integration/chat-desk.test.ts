/** R4.1, R5.1: whose talk it is, who may read it, and what ticket it becomes. */
import { randomBytes, randomUUID } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RETENTION_FULL_MONTHS } from '#lib/domain/retention.ts';
import { receiptCodeFrom } from '#lib/domain/ticket/receipt-code.ts';
import { acceptChat } from '#lib/server/chat/chat-writer.ts';
import { chat, chatLine, ticket } from '#lib/server/db/schema/index.ts';
import { makeMonths } from '#lib/server/tickets/months.ts';
import { countEnding, endRetention } from '#lib/server/tickets/retention.ts';
import {
	NOT_FOUND,
	startTalks,
	textsOf,
	ticketArguments,
	type Resident,
	type Talks
} from './talk.ts';
import { signedIn } from './town.ts';

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

describe('whoever has no right to a talk', () => {
	it('R4.1 with a wrong secret sees nothing, hears nothing, changes nothing', async () => {
		const one = await accepted();
		await one.say('Tajne');
		const thief = resident();
		Object.assign(thief.key, { chat: one.key.chat });
		await expect(thief.read()).rejects.toMatchObject(NOT_FOUND);
		await expect(thief.say('x')).rejects.toMatchObject(NOT_FOUND);
		await expect(thief.begin()).rejects.toMatchObject(NOT_FOUND);
		await expect(thief.browser.api.chat.end.mutate(thief.key)).rejects.toMatchObject(NOT_FOUND);
		await expect(thief.browser.api.chat.typing.mutate(thief.key)).rejects.toMatchObject(NOT_FOUND);
		const heard = await (await thief.listen()).text();
		expect(heard).toContain('notFound');
		expect((await one.read()).lines).toHaveLength(2);
	});

	it('R4.1 the hash that an address carries, and a backup holds, opens nothing', async () => {
		const one = await begun();
		const [row] = await server.services.db.select().from(chat).where(eq(chat.id, one.key.chat));
		expect(JSON.stringify(row)).not.toContain(one.key.secret);
		const thief = resident();
		const secret = (row?.secretHash ?? '').slice(0, 43);
		Object.assign(thief.key, { chat: one.key.chat, secret });
		await expect(thief.read()).rejects.toMatchObject(NOT_FOUND);
	});

	it.each(['konsultant', 'kierowniczka', 'urzednik', 'biurowa', 'administrator'] as const)(
		'%s sees no list and no line',
		async (login) => {
			const one = await accepted();
			const { api } = await signedIn(server, login);
			const { chat: id } = one.key;
			const denied = { data: { reason: expect.stringMatching(/notFound|notAllowed/u) as string } };
			await expect(api.chatDesk.list.query()).rejects.toMatchObject(denied);
			await expect(api.chatDesk.read.query({ chat: id, after: 0 })).rejects.toMatchObject(denied);
			await expect(api.chatDesk.accept.mutate({ chat: id })).rejects.toMatchObject(denied);
			await expect(api.chatDesk.end.mutate({ chat: id })).rejects.toMatchObject(denied);
		}
	);

	it('a consultant reads no talk before accepting it, nor what another one accepted', async () => {
		const one = await begun();
		const { chat: id } = one.key;
		const reading = () => consultant.api.chatDesk.read.query({ chat: id, after: 0 });
		await expect(reading()).rejects.toMatchObject(NOT_FOUND);
		await consultant.api.chatDesk.accept.mutate({ chat: id });
		expect(await reading()).toMatchObject({ state: 'talking' });
		await consultant.api.chatDesk.release.mutate({ chat: id });
		await expect(reading()).rejects.toMatchObject(NOT_FOUND);
		expect(await one.read()).toMatchObject({ state: 'waiting', name: null });
	});
});

describe('accepting', () => {
	it('R5.1 of twenty who reach for a talk at two nodes one gets it', async () => {
		const other = await server.anotherNode();
		const one = await begun();
		const { actor } = await consultant.api.account.me.query();
		if (actor.type !== 'staff') throw new Error('Not signed in');
		const racers = Array.from({ length: 20 }, (_, index) => ({
			...actor,
			// Accepted by people who are there, so that the row may refer to them.
			id: index % 2 === 0 ? talks.town.people.konsultantka : talks.town.people.kierowniczka,
			name: `Zawodnik ${index}`
		}));
		const told = await Promise.all(
			racers.map((racer, index) => {
				const { db } = index % 2 === 0 ? server.services : other.services;
				return acceptChat(db, one.key.chat, { actor: racer, at: new Date() });
			})
		);
		await other.close();
		const lines = await server.services.db
			.select()
			.from(chatLine)
			.where(eq(chatLine.chatId, one.key.chat));
		expect(lines).toHaveLength(1);
		const [winner] = lines;
		const [row] = await server.services.db.select().from(chat).where(eq(chat.id, one.key.chat));
		expect(row?.ownerName).toBe(winner?.name);
		// Whoever shares the winner's account has it too; the others are told who does.
		const winnersId = row?.ownerId;
		for (const [index, answer] of told.entries())
			expect(answer).toEqual(
				racers[index]?.id === winnersId
					? { type: 'accepted' }
					: { type: 'taken', name: row?.ownerName }
			);
	});

	it('R4.1 several at once, each with what is unread', async () => {
		const [one, two] = [await accepted(), await accepted()];
		await one.say('Raz', 'Dwa');
		await two.say('Trzy');
		await consultant.api.chatDesk.seen.mutate({ chat: one.key.chat, line: 2 });
		const list = await consultant.api.chatDesk.list.query();
		const of = (r: Resident) => list.find(({ id }) => id === r.key.chat);
		expect(of(one)).toMatchObject({ state: 'talking', unread: 1, words: 'Raz' });
		expect(of(two)).toMatchObject({ state: 'talking', unread: 1, words: 'Trzy' });
	});
});

describe('R4.1 a talk becomes a ticket', () => {
	const wish = (chatId: string, more: object = {}) => ({
		chat: chatId,
		ticketId: randomUUID() as string,
		args: ticketArguments(more)
	});
	const ticketsOf = (id: string) =>
		server.services.db.select().from(ticket).where(eq(ticket.id, id));

	it('once, however often it is asked for, in the queue of the Call Center and taken (R5.1)', async () => {
		const one = await accepted();
		await one.say('Nie świeci lampa na Zgierskiej');
		const wanted = wish(one.key.chat, { receiptCode: receiptCodeFrom(randomBytes(12)) });
		const register = () => consultant.api.chatDesk.register.mutate(wanted);
		const [first, ...others] = await Promise.all([register(), register(), register()]);
		expect(first).toMatchObject({ type: 'registered', ticketId: wanted.ticketId });
		for (const other of others)
			expect(other).toMatchObject({ ...first, scopes: expect.anything() as unknown });
		// With another id, from another tab: it has its ticket already.
		const again = await consultant.api.chatDesk.register.mutate({
			...wanted,
			ticketId: randomUUID()
		});
		expect(again).toMatchObject({ ticketId: wanted.ticketId });
		const [row] = await ticketsOf(wanted.ticketId);
		expect(row?.state).toMatchObject({
			...{ channel: 'chat', desk: 'callCenter', kind: 'intervention', status: 'taken' },
			owner: { id: talks.town.people.konsultantka }
		});
		// The resident reads in the talk what it was registered as, and goes on talking.
		const told = await one.read();
		expect(told.lines.at(-1)).toMatchObject({ type: 'registered', text: row?.number });
		expect(told.ticket).toMatchObject({
			id: wanted.ticketId,
			receiptCode: wanted.args.receiptCode
		});
		expect(await one.say('Dziękuję')).toBe('said');
	});

	it('not at all where what is written is not right, and the talk stays as it was', async () => {
		const one = await accepted();
		const before = (await one.read()).lines.length;
		const wanted = wish(one.key.chat, { location: '' });
		const answer = await consultant.api.chatDesk.register.mutate(wanted);
		expect(answer).toMatchObject({ type: 'refused', refusal: { field: 'location' } });
		expect(await ticketsOf(wanted.ticketId)).toEqual([]);
		expect(await one.read()).toMatchObject({ ticket: null });
		expect((await one.read()).lines).toHaveLength(before);
	});

	it('whose talk is read by whoever is in charge of it, and by no unit', async () => {
		const one = await accepted();
		await one.say('Tajne');
		const wanted = wish(one.key.chat, { receiptCode: receiptCodeFrom(randomBytes(12)) });
		await consultant.api.chatDesk.register.mutate(wanted);
		const { ticketId } = wanted;
		const { api } = consultant;
		expect(textsOf(await api.chatDesk.ofTicket.query({ ticketId }))).toContain('Tajne');
		const stranger = await signedIn(server, 'konsultant');
		await expect(stranger.api.chatDesk.ofTicket.query({ ticketId })).rejects.toMatchObject(
			NOT_FOUND
		);
		const unit = await signedIn(server, 'biurowa');
		await expect(unit.api.chatDesk.ofTicket.query({ ticketId })).rejects.toMatchObject({
			data: { reason: 'notAllowed' }
		});
	});

	it('R3.2 goes with the month of its ticket, and without one with that of its start', async () => {
		const { db, filesDir } = server.services;
		const [kept, alone] = [await accepted(), await begun()];
		await kept.say('Zostaje ze zgłoszeniem');
		await alone.say('Bez zgłoszenia');
		const ids = [kept.key.chat, alone.key.chat];
		const lines = () => db.$count(chatLine, inArray(chatLine.chatId, ids));
		// Both were begun two months ago; one of them becomes a ticket only now.
		const [row] = await db.select().from(chat).where(eq(chat.id, kept.key.chat));
		const month = (row?.month ?? 0) - 2;
		await makeMonths(db, [month]);
		await db.update(chat).set({ month }).where(inArray(chat.id, ids));
		await db.update(chatLine).set({ month }).where(inArray(chatLine.chatId, ids));
		const wanted = wish(kept.key.chat, { receiptCode: receiptCodeFrom(randomBytes(12)) });
		await consultant.api.chatDesk.register.mutate(wanted);
		const at = (goneMonth: number) => {
			const first = goneMonth + RETENTION_FULL_MONTHS + 1;
			return new Date(Date.UTC(Math.floor(first / 12), first % 12, 1, 12));
		};
		await endRetention({ db, filesDir, now: () => at(month) });
		expect(await db.select({ id: chat.id }).from(chat).where(inArray(chat.id, ids))).toEqual([
			{ id: kept.key.chat }
		]);
		expect(await lines()).toBeGreaterThan(2);
		const over = at(month + 2);
		expect(await countEnding(db, over)).not.toMatchObject({ talks: 0 });
		await endRetention({ db, filesDir, now: () => over });
		expect(await lines()).toBe(0);
		expect(await countEnding(db, over)).toMatchObject({ talks: 0, tickets: 0 });
	});
});
