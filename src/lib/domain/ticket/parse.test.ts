import { describe, expect, it } from 'vitest';
import { PHOTO, registration } from '../../../../tests/support/tickets.ts';
import { parseArguments, refusedFields } from './parse.ts';

const tooLarge = { photo: { ...PHOTO, bytes: 20 * 1024 * 1024 + 1 } };

describe('what is refused', () => {
	for (const nothing of [undefined, null, 'text', 7])
		it(`names no field where there are none (${String(nothing)})`, () => {
			expect(refusedFields('ticket.addNote', nothing)).toEqual([{ code: 'invalidArguments' }]);
		});

	it('says how many characters there may be, and only of characters', () => {
		const long = parseArguments('ticket.addNote', { text: 'a'.repeat(2001) });
		expect(long).toEqual({
			ok: false,
			error: { code: 'tooLong', field: 'text', params: { limit: 2000 } }
		});
		expect(parseArguments('ticket.attachPhoto', tooLarge)).toEqual({
			ok: false,
			error: { code: 'tooLong', field: 'photo.bytes' }
		});
	});

	it('says of a field with two forms what the fuller one needs', () => {
		const contact = { name: null, phone: '9'.repeat(22), email: 'jan@' };
		expect(refusedFields('ticket.register', registration({ contact }))).toEqual([
			{ code: 'invalidPhone', field: 'contact.phone' },
			{ code: 'invalidEmail', field: 'contact.email' }
		]);
	});

	it('says of a field of another type that it cannot be, at that field', () => {
		const contact = { name: null, phone: 7, email: null };
		expect(refusedFields('ticket.register', { ...registration(), contact })).toEqual([
			{ code: 'invalidArguments', field: 'contact.phone' }
		]);
	});
});
