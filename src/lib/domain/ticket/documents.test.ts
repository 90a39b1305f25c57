import { describe, expect, it, test } from 'vitest';
import {
	after,
	contextFor,
	DOCUMENT,
	RECEIPT,
	RESIDENT,
	ticketIn,
	WORKER
} from '../../../../tests/support/tickets.ts';
import { LIMITS, MOST_DOCUMENT_BYTES, MOST_RESIDENT_DOCUMENTS } from './arguments.ts';
import { decide } from './decide.ts';
import { parseArguments } from './parse.ts';

const parse = (details: object) =>
	parseArguments('ticket.attachDocument', { document: { ...DOCUMENT, ...details } });

describe('R6.2, R8.5 a document', () => {
	test.each([
		'skan faksu.pdf',
		'  wniosek o zwrot – część 2 (podpisany).PDF ',
		'x'.repeat(LIMITS.fileName)
	])('may be called %s', (name) => {
		expect(parse({ name })).toMatchObject({ value: { document: { name: name.trim() } } });
	});

	test.each([
		['', 'required'],
		['   ', 'required'],
		['x'.repeat(LIMITS.fileName + 1), 'tooLong'],
		['../../etc/passwd', 'invalidArguments'],
		['C:\\faks.pdf', 'invalidArguments'],
		['faks\u0000.pdf', 'invalidArguments'],
		// Read from right to left it ends otherwise than it is.
		['faks\u202Efdp.exe', 'invalidArguments']
	])('is not called %j: %s', (name, code) => {
		expect(parse({ name })).toMatchObject({ error: { code, field: 'document.name' } });
	});

	test.each([
		[1, true],
		[MOST_DOCUMENT_BYTES, true],
		[MOST_DOCUMENT_BYTES + 1, false],
		[0, false]
	])('of %d bytes', (bytes, accepted) => {
		expect(parse({ bytes }).ok).toBe(accepted);
	});

	it('comes from a resident no more than four times, and from staff as often as it must', () => {
		const add = {
			name: 'ticket.addDocument',
			args: { receiptCode: RECEIPT, document: DOCUMENT }
		} as const;
		let ticket = ticketIn('inProgress');
		for (let sent = 0; sent < MOST_RESIDENT_DOCUMENTS; sent += 1)
			ticket = after(ticket, add, { actor: RESIDENT });
		expect(decide(ticket, add, contextFor(RESIDENT))).toEqual({
			ok: false,
			error: { code: 'tooManyDocuments', params: { limit: MOST_RESIDENT_DOCUMENTS } }
		});
		const attach = { name: 'ticket.attachDocument', args: { document: DOCUMENT } } as const;
		expect(after(ticket, attach, { actor: WORKER }).timeline.at(-1)).toMatchObject({
			type: 'documentAttached',
			document: DOCUMENT
		});
	});
});
