import { describe, expect, test } from 'vitest';
import { codeOf } from '../../../../tests/support/attempts.ts';
import {
	after,
	CONSULTANT,
	contextFor,
	ticketIn,
	WORKER
} from '../../../../tests/support/tickets.ts';
import { valueOf } from './corrections.ts';
import { decide } from './decide.ts';
import type { Ticket } from './ticket.ts';
import { CORRECTABLE } from './vocabulary.ts';

const ticket = ticketIn('inProgress');
const correction = (field: string, was: string, value: string) => ({
	...{ name: 'ticket.correct', args: { field, was, value } }
});
const byHer = { actor: CONSULTANT, at: '2026-11-24T10:00:00.000Z' };
const PHONE = '42 638 44 44';

describe('§ 7 what was taken down wrongly is put right', () => {
	const VALUES = { location: 'Narutowicza 5', name: 'Ewa', phone: PHONE, email: 'ewa@example.pl' };
	test.each(CORRECTABLE)('%s', (field) => {
		const value = VALUES[field];
		const was = valueOf(ticket, field);
		const corrected = after(ticket, correction(field, was, ` ${value} `), byHer);
		expect(valueOf(corrected, field)).toBe(value);
		expect(corrected.timeline.at(-1)).toMatchObject({ type: 'corrected', field, was, value });
		// Nothing else of it is other than it was.
		expect({ ...corrected, timeline: [] }).toEqual({
			...{ ...ticket, timeline: [] },
			...(field === 'location'
				? { location: value }
				: { contact: { name: null, phone: null, email: null, [field]: value } })
		});
	});

	test('a contact of which nothing is left is none: the resident is anonymous again', () => {
		const known = after(ticket, correction('phone', '', PHONE), byHer);
		const again = after(known, correction('phone', PHONE, ''), byHer);
		expect(again.contact).toBeNull();
		const two = after(known, correction('name', '', 'Ewa'), byHer);
		expect(after(two, correction('phone', PHONE, ''), byHer).contact).toEqual({
			...{ name: 'Ewa', phone: null, email: null }
		});
	});

	test.each([
		['phone', '12', 'invalidPhone'],
		['email', 'ewa', 'invalidEmail'],
		['name', 'x'.repeat(121), 'tooLong'],
		['location', 'x'.repeat(301), 'tooLong'],
		['location', '', 'required']
	])('%s as "%s" is told at the field: %s', (field, value, code) => {
		const command = correction(field, valueOf(ticket, field as 'phone'), value);
		expect(decide(ticket, command, contextFor(CONSULTANT))).toMatchObject({
			error: { code, field: 'value' }
		});
	});

	test('a query may be about no place at all', () => {
		const query: Ticket = { ...ticket, declaredKind: 'query' };
		const args = correction('location', ticket.location, '').args;
		expect(codeOf({ ticket: query, name: 'ticket.correct', actor: CONSULTANT, args })).toBe('ok');
	});

	test('the unit puts right the place, and nothing of the contact', () => {
		const tried = (field: string, was: string, value: string) =>
			codeOf({
				...{ ticket, name: 'ticket.correct', actor: WORKER },
				args: correction(field, was, value).args
			});
		expect(tried('location', ticket.location, 'Narutowicza 5')).toBe('ok');
		expect(tried('phone', '', PHONE)).toBe('notOwner');
	});
});

describe('two people at once', () => {
	const moved = after(ticket, correction('location', ticket.location, 'Narutowicza 5'), {
		...{ actor: WORKER, at: '2026-11-24T09:30:00.000Z' }
	});

	test('different fields are put right side by side', () => {
		const both = after(moved, correction('phone', '', PHONE), byHer);
		expect([both.location, both.contact?.phone]).toEqual(['Narutowicza 5', PHONE]);
	});

	test('the same field: the second one is told what it is now, who made it so and when', () => {
		const command = correction('location', ticket.location, 'Narutowicza 7');
		expect(decide(moved, command, contextFor(CONSULTANT))).toEqual({
			ok: false,
			error: {
				...{ code: 'changedMeanwhile', field: 'value' },
				params: { now: 'Narutowicza 5', name: 'Piotr Lis', at: '2026-11-24T09:30:00.000Z' }
			}
		});
		// Having seen it, they decide.
		const decided = after(moved, correction('location', 'Narutowicza 5', 'Narutowicza 7'), byHer);
		expect(decided.location).toBe('Narutowicza 7');
	});

	test('both made it the same: nobody is bothered', () => {
		const command = correction('location', ticket.location, 'Narutowicza 5');
		expect(after(moved, command, byHer).location).toBe('Narutowicza 5');
	});
});
