import { describe, expect, test } from 'vitest';
import {
	ARTICLE,
	COLLEAGUE,
	PHOTO,
	RECEIPT,
	registration,
	UNIT
} from '../../../../tests/support/tickets.ts';
import { isCommandName, LIMITS, type CommandName } from './arguments.ts';
import { parseArguments, refusedFields } from './parse.ts';

const signs = (count: number): string => 'ł'.repeat(count);
const email = (length: number): string => `${'a'.repeat(length - 11)}@example.pl`;
const withContact = (contact: object) =>
	registration({ contact: { name: null, phone: null, email: null, ...contact } });
const parse = (name: CommandName, args: object) => parseArguments(name, args);

describe('lengths', () => {
	const LENGTHS: readonly (readonly [CommandName, string, number, (text: string) => object])[] = [
		[
			'ticket.register',
			'description',
			LIMITS.description,
			(description) => registration({ description })
		],
		['ticket.register', 'location', LIMITS.location, (location) => registration({ location })],
		['ticket.register', 'contact.name', LIMITS.name, (name) => withContact({ name })],
		['ticket.forward', 'text', LIMITS.note, (text) => ({ unitId: UNIT.roads, cellId: null, text })],
		['ticket.addNote', 'text', LIMITS.note, (text) => ({ text })],
		['ticket.return', 'text', LIMITS.note, (text) => ({ text })],
		['ticket.reportDone', 'text', LIMITS.note, (text) => ({ manner: 'secured', text })],
		['ticket.end', 'text', LIMITS.note, (text) => ({ articleId: ARTICLE, text })],
		['ticket.handTo112', 'text', LIMITS.note, (text) => ({ text })],
		['ticket.endFax', 'text', LIMITS.note, (text) => ({ text })],
		['ticket.askResident', 'text', LIMITS.note, (text) => ({ text })],
		['ticket.resume', 'text', LIMITS.note, (text) => ({ text })],
		['ticket.correctEnd', 'text', LIMITS.note, (text) => ({ text })],
		['ticket.addRemark', 'text', LIMITS.note, (text) => ({ receiptCode: RECEIPT, text })],
		['ticket.disputeEnd', 'text', LIMITS.note, (text) => ({ receiptCode: RECEIPT, text })],
		['ticket.handOver', 'text', LIMITS.note, (text) => ({ personId: COLLEAGUE.id, text })],
		[
			'ticket.endOutOfScope',
			'text',
			LIMITS.note,
			(text) => ({ unitId: UNIT.roads, cellId: null, text })
		],
		[
			'ticket.endOutsideCompetence',
			'addressee',
			LIMITS.addressee,
			(addressee) => ({ addressee, legalBasis: 'kpa65', text: '' })
		],
		[
			'ticket.logContact',
			'partner',
			LIMITS.name,
			(partner) => ({ means: 'phone', partner, text: 'x' })
		],
		[
			'ticket.attachPhoto',
			'photo.caption',
			LIMITS.caption,
			(caption) => ({ photo: { ...PHOTO, caption } })
		]
	];

	test.each(LENGTHS)('%s: %s has at most %i characters', (...[name, field, limit, args]) => {
		expect(parse(name, args(` ${signs(limit)} `))).toMatchObject({ ok: true });
		expect(parse(name, args(signs(limit + 1)))).toEqual({
			ok: false,
			error: { code: 'tooLong', field, params: { limit } }
		});
	});

	test('an e-mail address too', () => {
		expect(parse('ticket.register', withContact({ email: email(254) }))).toMatchObject({
			ok: true
		});
		expect(parse('ticket.register', withContact({ email: email(255) }))).toEqual({
			ok: false,
			error: { code: 'tooLong', field: 'contact.email', params: { limit: 254 } }
		});
	});

	test.each([
		[1, true],
		[20 * 1024 * 1024, true],
		[0, false],
		[20 * 1024 * 1024 + 1, false],
		[1.5, false]
	])('a photograph of %d bytes', (bytes, accepted) => {
		expect(parse('ticket.attachPhoto', { photo: { ...PHOTO, bytes } }).ok).toBe(accepted);
	});
});

describe('what must be there', () => {
	const NEEDED: readonly (readonly [CommandName, string, (value: unknown) => object])[] = [
		['ticket.register', 'description', (description) => ({ ...registration(), description })],
		['ticket.register', 'declaredKind', (declaredKind) => ({ ...registration(), declaredKind })],
		['ticket.register', 'location', (location) => ({ ...registration(), location })],
		['ticket.mark', 'kind', (kind) => ({ kind })],
		['ticket.forward', 'unitId', (unitId) => ({ unitId, cellId: null })],
		['ticket.addNote', 'text', (text) => ({ text })],
		['ticket.return', 'text', (text) => ({ text })],
		['ticket.reportDone', 'manner', (manner) => ({ manner, text: 'x' })],
		['ticket.reportDone', 'text', (text) => ({ manner: 'secured', text })],
		['ticket.handTo112', 'text', (text) => ({ text })],
		['ticket.endFax', 'text', (text) => ({ text })],
		['ticket.askResident', 'text', (text) => ({ text })],
		['ticket.correctEnd', 'text', (text) => ({ text })],
		['ticket.addRemark', 'text', (text) => ({ receiptCode: RECEIPT, text })],
		['ticket.disputeEnd', 'text', (text) => ({ receiptCode: RECEIPT, text })],
		['ticket.handOver', 'personId', (personId) => ({ personId, text: 'x' })],
		['ticket.handOver', 'text', (text) => ({ personId: COLLEAGUE.id, text })],
		['ticket.endOutOfScope', 'unitId', (unitId) => ({ unitId, cellId: null, text: 'x' })],
		['ticket.endOutOfScope', 'text', (text) => ({ unitId: UNIT.roads, cellId: null, text })],
		[
			'ticket.endOutsideCompetence',
			'addressee',
			(addressee) => ({ addressee, legalBasis: 'kpa65' })
		],
		['ticket.endOutsideCompetence', 'legalBasis', (legalBasis) => ({ addressee: 'x', legalBasis })],
		[
			'ticket.endOutsideCompetence',
			'text',
			(text) => ({ addressee: 'x', legalBasis: 'other', text })
		],
		['ticket.logContact', 'means', (means) => ({ means, partner: 'x', text: 'x' })],
		['ticket.logContact', 'partner', (partner) => ({ means: 'phone', partner, text: 'x' })],
		['ticket.logContact', 'text', (text) => ({ means: 'phone', partner: 'x', text })]
	];

	test.each(NEEDED)('%s: %s, not empty and not absent', (name, field, args) => {
		const { [field]: _left, ...absent } = Object.fromEntries(Object.entries(args('')));
		for (const lacking of [args(''), args('  '), absent])
			expect(parse(name, lacking)).toEqual({ ok: false, error: { code: 'required', field } });
	});

	test('a query needs no location', () => {
		const args = registration({ declaredKind: 'query', location: '' });
		expect(parse('ticket.register', args)).toMatchObject({ ok: true, value: { location: '' } });
	});

	test('texts that may be left out are empty then', () => {
		expect(parse('ticket.end', { articleId: null })).toEqual({
			ok: true,
			value: { articleId: null, text: '' }
		});
		const { caption: _none, ...bare } = PHOTO;
		expect(parse('ticket.attachPhoto', { photo: bare })).toMatchObject({
			value: { photo: { caption: '' } }
		});
	});
});

describe('contact', () => {
	test.each([
		['638444400', true],
		['42 638 44 44 00', true],
		['(42) 638-44-44', true],
		['+48 42 638-44-44', true],
		[' 500 600 700 ', true],
		['638 44 44', false],
		['---------', false],
		['1-2-3-4-5-6-7-8', false],
		['++48500600700', false],
		['500600700 wew. 3', false],
		['123456789012345678901', false]
	])('a telephone number: "%s"', (phone, accepted) => {
		expect(parse('ticket.register', withContact({ phone }))).toEqual(
			accepted
				? {
						ok: true,
						value: { ...registration(), contact: { name: null, phone: phone.trim(), email: null } }
					}
				: { ok: false, error: { code: 'invalidPhone', field: 'contact.phone' } }
		);
	});

	test.each([
		['anna.nowak@example.pl', true],
		[' anna@example.pl ', true],
		['anna@', false],
		['anna', false],
		['anna@example', false],
		['a b@example.pl', false]
	])('an e-mail address: "%s"', (typed, accepted) => {
		expect(parse('ticket.register', withContact({ email: typed }))).toMatchObject(
			accepted
				? { ok: true, value: { contact: { email: typed.trim() } } }
				: { ok: false, error: { code: 'invalidEmail', field: 'contact.email' } }
		);
	});

	test('what was left empty is absent', () => {
		const contact = { name: ' ', phone: '', email: '\t' };
		expect(parse('ticket.register', registration({ contact }))).toMatchObject({
			value: { contact: { name: null, phone: null, email: null } }
		});
	});

	test('something that is no text is refused where it stands', () => {
		expect(parse('ticket.register', { ...registration(), contact: { name: 1 } })).toMatchObject({
			error: { code: 'invalidArguments', field: 'contact.name' }
		});
	});
});

describe('a whole form', () => {
	test('every field that is not right is marked at once', () => {
		const args = {
			...registration({ contact: { name: signs(121), phone: '12', email: 'x' } }),
			lifeThreat: null,
			description: '',
			location: ''
		};
		const marked = new Set(refusedFields('ticket.register', args).map(({ field }) => field));
		expect(marked).toEqual(
			new Set([
				'lifeThreat',
				'description',
				'location',
				'contact.name',
				'contact.phone',
				'contact.email'
			])
		);
	});

	test('nothing is marked where all is right', () => {
		expect(refusedFields('ticket.register', registration())).toEqual([]);
	});

	test.each([null, 'text', 7, [], undefined])('%j is no form', (args) => {
		expect(parseArguments('ticket.addNote', args)).toMatchObject({ ok: false });
	});

	test('what nobody asked for does not get through', () => {
		const parsed = parse('ticket.addNote', { text: 'x', by: 'somebody' });
		expect(parsed).toEqual({ ok: true, value: { text: 'x' } });
	});

	test('a receipt code is kept the way it is looked up', () => {
		const parsed = parse('ticket.register', registration({ receiptCode: 'abcd-EFGH oil0' }));
		expect(parsed).toMatchObject({ value: { receiptCode: 'ABCDEFGH0110' } });
		expect(parse('ticket.register', registration({ receiptCode: 'abcd' }))).toEqual({
			ok: false,
			error: { code: 'invalidReceiptCode', field: 'receiptCode' }
		});
	});

	test('names that every object has are no commands', () => {
		expect(['constructor', 'ticket.', 'hasOwnProperty'].some(isCommandName)).toBe(false);
	});
});
