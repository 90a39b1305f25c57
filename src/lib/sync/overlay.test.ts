import { describe, expect, test } from 'vitest';
import {
	after,
	CONSULTANT,
	OTHER_WORKER,
	reference,
	registration,
	staff,
	ticketIn,
	uuid,
	WORKER
} from '../../../tests/support/tickets.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import { overlay } from './overlay.ts';
import { isPending } from './pending.ts';
import type { OutboxEntry } from './ports.ts';
import type { FinalOutcome } from './protocol.ts';

const LATER = '2026-11-24T10:00:00.000Z';
let seq = 0;

function entry(name: string, args: object, more: Partial<OutboxEntry> = {}): OutboxEntry {
	seq += 1;
	const command = {
		id: uuid(0x9000 + seq),
		seq,
		prev: null,
		lane: 'ticket:1',
		subject: uuid(1),
		name,
		version: 1,
		args: { ...args },
		capturedAt: LATER
	};
	return { command, owner: 'person:x', outcome: null, settled: false, blob: null, ...more };
}
const note = (text: string): OutboxEntry => entry('ticket.addNote', { text });
const APPLIED: FinalOutcome = { seq: 1, status: 'applied', number: null, heads: {} };
const REFUSED: FinalOutcome = { seq: 1, status: 'rejected', refusal: { code: 'notOwner' } };

const seen = (row: Ticket | null, entries: readonly OutboxEntry[], actor: Actor = CONSULTANT) =>
	overlay(row, entries, { actor, reference });
const notesIn = (ticket: Ticket | null): readonly string[] =>
	(ticket?.timeline ?? []).flatMap((line) => (line.type === 'noteAdded' ? [line.text] : []));
/** The row as it is once the server has carried the command out. */
const pulled = (row: Ticket | null, { command }: OutboxEntry, actor: Actor = CONSULTANT): Ticket =>
	after(row, command, { actor, commandId: command.id, at: '2026-11-24T11:00:00.000Z' });

describe('I7 a note on its way', () => {
	const row = ticketIn('taken');
	const written = note('Dzwonił ponownie');
	const inRow = pulled(row, written);

	test.each([
		['waits', row, written],
		['is answered, its row not pulled yet', row, { ...written, outcome: APPLIED }],
		['is pulled before its answer was read', inRow, written],
		['is pulled, not yet counted as settled', inRow, { ...written, outcome: APPLIED }],
		['is settled', inRow, { ...written, outcome: APPLIED, settled: true }]
	])('is seen exactly once while it %s', (_when, ticket, one) => {
		expect(notesIn(seen(ticket, [one]))).toEqual(['Dzwonił ponownie']);
	});

	test('is the server’s once it is pulled: its time is the server’s', () => {
		const ticket = seen(inRow, [{ ...written, outcome: APPLIED }]);
		expect(ticket?.timeline.at(-1)?.at).toBe('2026-11-24T11:00:00.000Z');
		expect(ticket).toBe(inRow);
	});
});

describe('I7 what one did oneself is never undone by an older row', () => {
	test('one’s own later act stays over a row that has the earlier one', () => {
		const row = ticketIn('taken');
		const [first, second] = [
			entry('ticket.mark', { kind: 'query' }, { outcome: APPLIED }),
			entry('ticket.mark', { kind: 'intervention' })
		];
		for (const ticket of [row, pulled(row, first)])
			expect(seen(ticket, [first, second])?.kind).toBe('intervention');
	});

	test('a whole way that waits is seen to its end', () => {
		const way = [
			entry('ticket.takeOn', {}, { outcome: APPLIED }),
			note('Na miejscu'),
			entry('ticket.reportDone', { manner: 'carriedOut', text: 'Gotowe' })
		];
		const row = ticketIn('forwarded');
		const ticket = seen(row, way, WORKER);
		expect(ticket).toMatchObject({ status: 'reported', assignee: { id: WORKER.id } });
		const [first] = way;
		const partly = first ? pulled(row, first, WORKER) : null;
		expect(seen(partly, way, WORKER)).toMatchObject({ status: 'reported' });
		expect(notesIn(seen(partly, way, WORKER))).toEqual(['Na miejscu']);
	});

	test('the order is the order in which it was written', () => {
		expect(notesIn(seen(ticketIn('taken'), [note('1'), note('2'), note('3')]))).toEqual([
			'1',
			'2',
			'3'
		]);
	});
});

describe('what is laid over', () => {
	test('a registration that waits is a ticket, without a number yet', () => {
		const ticket = seen(null, [entry('ticket.register', registration()), note('Uwaga')]);
		expect(ticket).toMatchObject({ id: uuid(1), status: 'registered', number: null });
		expect(ticket?.registeredAt).toBe(LATER);
	});

	test('nothing without a row and without a registration', () => {
		expect(seen(null, [])).toBeNull();
		expect(seen(null, [note('x')])).toBeNull();
	});

	test.each([
		['refused', { outcome: REFUSED }],
		['skipped', { outcome: { ...REFUSED, status: 'skipped' } as const }],
		['put aside', { outcome: { seq: 1, status: 'quarantined' } as const }],
		['settled', { outcome: APPLIED, settled: true }]
	])('nothing of what is %s', (_what, more) => {
		const row = ticketIn('taken');
		const one = entry('ticket.addNote', { text: 'x' }, more);
		expect(isPending(one)).toBe(false);
		expect(seen(row, [one])).toBe(row);
	});

	test('nothing that the ticket allows no more: it ended meanwhile', () => {
		const ended = ticketIn('ended');
		expect(seen(ended, [note('x')])).toBe(ended);
	});

	test('nothing that this person may not do any more: it went to another unit', () => {
		const row = ticketIn('forwarded');
		expect(seen(row, [entry('ticket.takeOn', {})], OTHER_WORKER)).toBe(row);
		expect(seen(row, [entry('ticket.takeOn', {})], staff('clerk'))).toBe(row);
	});

	test('one act that fails takes no other with it', () => {
		const ticket = seen(ticketIn('taken'), [note('1'), entry('ticket.takeOn', {}), note('2')]);
		expect(notesIn(ticket)).toEqual(['1', '2']);
	});

	test('the row itself is not changed', () => {
		const row = ticketIn('taken');
		const text = JSON.stringify(row);
		seen(row, [note('x'), entry('ticket.mark', { kind: 'query' })]);
		expect(JSON.stringify(row)).toBe(text);
	});
});
