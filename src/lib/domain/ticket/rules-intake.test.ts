import { describe, expect, test } from 'vitest';
import {
	after,
	ARTICLE,
	CATEGORY,
	CELL,
	COLLEAGUE,
	CONSULTANT,
	contextFor,
	device,
	KIOSK,
	NOBODY,
	OFFICE_CONSULTANT,
	registration,
	RESIDENT,
	staff,
	ticketIn,
	UNIT
} from '../../../../tests/support/tickets.ts';
import type { Actor } from '../org/roles.ts';
import { decide } from './decide.ts';
import { ownerOf, type Ticket } from './ticket.ts';
import { CHANNELS, type ByChannel, type Desk } from './vocabulary.ts';

type Act = { ticket: Ticket | null; actor: Actor; name: string; args: object };
const tell = ({ ticket, actor, name, args }: Act) => {
	const decided = decide(ticket, { name, args }, contextFor(actor));
	return decided.ok ? decided.value[0] : decided.error;
};
const register = (args: object, actor: Actor = CONSULTANT) =>
	tell({ ticket: null, actor, name: 'ticket.register', args: { ...registration(), ...args } });

describe('what the city has given up meanwhile', () => {
	const GONE = '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a00';

	test('is refused where somebody can choose anew', () => {
		expect(register({ articleId: GONE })).toEqual({ code: 'unknownArticle', field: 'articleId' });
		expect(register({ categoryId: GONE })).toEqual({
			...{ code: 'unknownCategory', field: 'categoryId' }
		});
	});

	test('is left out at a kiosk, where nobody comes back to mend it', () => {
		const given = { channel: 'hall', articleId: GONE, categoryId: GONE };
		expect(register(given, KIOSK)).toMatchObject({
			intake: { articleId: null, categoryId: null },
			suggestion: null
		});
	});
});

describe('R1.2 a threat to health or life is not taken', () => {
	test.each([
		['a yes', { lifeThreat: true }, 'lifeThreat'],
		['an answer that is none', { lifeThreat: null }, 'lifeThreat'],
		['a text', { lifeThreat: 'false' }, 'lifeThreat']
	])('%s', (_what, args, code) => {
		for (const actor of [CONSULTANT, KIOSK])
			expect(register(args, actor)).toEqual({ code, field: 'lifeThreat' });
	});

	test('no answer at all', () => {
		const { lifeThreat: _unasked, ...rest } = registration();
		const told = tell({ ticket: null, actor: KIOSK, name: 'ticket.register', args: rest });
		expect(told).toEqual({ code: 'required', field: 'lifeThreat' });
	});

	test('a yes is what is told first, whatever else is wrong', () => {
		const all = { lifeThreat: true, receiptCode: 'x', channel: 'x', description: '', location: '' };
		expect(register(all)).toEqual({ code: 'lifeThreat', field: 'lifeThreat' });
	});

	test('the answer is not kept with the ticket', () => {
		const ticket = after(
			null,
			{ name: 'ticket.register', args: registration() },
			{ actor: CONSULTANT }
		);
		expect(JSON.stringify(ticket)).not.toContain('lifeThreat');
	});

	test('one act of a consultant hands it over to 112 and ends it, even untaken', () => {
		const handOver = { name: 'ticket.handTo112', args: { text: ' Czuć gaz ' } };
		const ticket = after(ticketIn('registered'), handOver, { actor: COLLEAGUE });
		expect(ticket).toMatchObject({ status: 'ended', ending: 'handedTo112', competent: null });
		expect(ownerOf(ticket)).toEqual({ id: COLLEAGUE.id, name: COLLEAGUE.name });
		expect(ticket.timeline.at(-1)).toMatchObject({ type: 'ended', text: 'Czuć gaz' });
	});

	test('handed over by a colleague it stays with the consultant who took it', () => {
		const handOver = { name: 'ticket.handTo112', args: { text: 'Czuć gaz' } };
		const ticket = after(ticketIn('reported'), handOver, { actor: COLLEAGUE });
		expect(ownerOf(ticket)?.id).toBe(CONSULTANT.id);
		expect(ticket).toMatchObject({
			competent: { unitId: UNIT.roads },
			report: { text: 'Załatano' }
		});
	});
});

describe('R5.1, R5.2 the section follows from the channel', () => {
	const DESK: ByChannel<Desk> = {
		phone: 'callCenter', // R5.1
		chat: 'callCenter', // R5.1
		web: 'informationOffice', // R5.2
		fax: 'informationOffice', // R5.2
		hall: 'informationOffice', // R5.2
		point: 'informationOffice' // R5.2
	};
	test.each(CHANNELS)('%s', (channel) => {
		expect(register({ channel })).toMatchObject({ desk: DESK[channel], intake: { channel } });
	});

	test('a consultant of the other section does not take it', () => {
		const take = { name: 'ticket.take', args: {} };
		expect(tell({ ticket: ticketIn('registered'), actor: OFFICE_CONSULTANT, ...take })).toEqual({
			code: 'otherDesk'
		});
	});
});

test.each([
	['hall', true],
	['point', true],
	['phone', false],
	['web', false]
] as const)('R3.1 a kiosk takes down what comes by %s: %s', (channel, taken) => {
	const command = { name: 'ticket.register', args: registration({ channel }) };
	const decided = decide(null, command, contextFor(device('kiosk')));
	expect(decided.ok).toBe(taken);
	if (!decided.ok) expect(decided.error).toEqual({ code: 'invalidArguments', field: 'channel' });
});

test.each(CHANNELS)(
	'R4.1 somebody at home comes in by the form on the portal alone: %s',
	(channel) => {
		const command = { name: 'ticket.register', args: registration({ channel }) };
		const decided = decide(null, command, contextFor(RESIDENT));
		expect(decided.ok).toBe(channel === 'web');
		if (!decided.ok) expect(decided.error).toEqual({ code: 'invalidArguments', field: 'channel' });
	}
);

describe('R13.1 the article names who is competent', () => {
	const byArticle = { unitId: UNIT.roads, cellId: CELL.roadsNorth, from: 'article' };
	const byCategory = { unitId: UNIT.guard, cellId: null, from: 'category' };
	test.each([
		['article', { articleId: ARTICLE }, byArticle],
		['category, where there is no article', { categoryId: CATEGORY }, byCategory],
		['article before category', { articleId: ARTICLE, categoryId: CATEGORY }, byArticle],
		['neither', {}, null]
	])('%s', (_what, args, suggestion) => {
		expect(register(args)).toMatchObject({ suggestion });
	});

	test.each([
		['an article', { articleId: NOBODY }, { code: 'unknownArticle', field: 'articleId' }],
		['a category', { categoryId: NOBODY }, { code: 'unknownCategory', field: 'categoryId' }]
	])('%s that there is not is refused', (_what, args, refusal) => {
		expect(register(args)).toEqual(refusal);
	});
});

describe('R3.1, R3.2 what a registration keeps', () => {
	test('the place of whoever took it down, and when it was written down', () => {
		const clerk = staff('clerk', { placeId: NOBODY });
		const capturedAt = '2026-03-31T22:00:00.000Z';
		const context = contextFor(clerk, { capturedAt, at: '2026-04-02T08:00:00.000Z' });
		const command = { name: 'ticket.register', args: registration({ channel: 'point' }) };
		const decided = decide(null, command, context);
		expect(decided).toMatchObject({
			value: [{ capturedAt, at: '2026-04-02T08:00:00.000Z', intake: { placeId: NOBODY } }]
		});
		const ticket = after(null, command, {
			actor: clerk,
			capturedAt,
			at: '2026-04-02T08:00:00.000Z'
		});
		expect(ticket).toMatchObject({ capturedAt, registeredAt: '2026-04-02T08:00:00.000Z' });
	});
});

describe('R4.2 the version of the portal’s terms in force', () => {
	test.each(CHANNELS)('stands on what came by the portal alone: %s', (channel) => {
		const actor = channel === 'web' ? RESIDENT : CONSULTANT;
		const told = register({ channel }, actor);
		const intake = told && 'intake' in told ? told.intake : null;
		expect(intake?.terms).toBe(channel === 'web' || channel === 'chat' ? 7 : undefined);
	});

	test('stays with the ticket through its life', () => {
		const sent = after(
			null,
			{ name: 'ticket.register', args: { ...registration(), channel: 'web' } },
			{
				actor: RESIDENT
			}
		);
		expect(sent.terms).toBe(7);
		expect(after(sent, { name: 'ticket.take', args: {} }, { actor: OFFICE_CONSULTANT }).terms).toBe(
			7
		);
	});
});
