import { describe, expect, it, test } from 'vitest';
import {
	after,
	CONSULTANT,
	contextFor,
	PROVEN_CATEGORY,
	PHOTO,
	PROOF,
	registration,
	ticketIn,
	UNIT,
	WORKER
} from '../../../../tests/support/tickets.ts';
import { decide } from './decide.ts';
import { inTodaysForm } from './forms.ts';
import { photosForReport } from './report.ts';
import type { Ticket } from './ticket.ts';
import type { Manner } from './vocabulary.ts';

/** Taken on by the roads, of a category that demands a photograph and a list. */
function underWay(): Ticket {
	const args = registration({ categoryId: PROVEN_CATEGORY });
	let ticket = after(null, { name: 'ticket.register', args }, { actor: CONSULTANT });
	ticket = after(ticket, { name: 'ticket.take', args: {} }, { actor: CONSULTANT });
	const kind = { kind: 'intervention' };
	ticket = after(ticket, { name: 'ticket.mark', args: kind }, { actor: CONSULTANT });
	const unit = { unitId: UNIT.roads, cellId: null };
	ticket = after(ticket, { name: 'ticket.forward', args: unit }, { actor: CONSULTANT });
	return after(ticket, { name: 'ticket.takeOn', args: {} }, { actor: WORKER });
}

const told = (ticket: Ticket, manner: Manner, proof?: unknown) =>
	decide(
		ticket,
		{ name: 'ticket.reportDone', args: { manner, text: 'Gotowe', proof } },
		contextFor(WORKER)
	);

const refused = (code: string, field: string) => ({ code, field: `proof.${field}` });

const photos = [PHOTO.sha256];
const checked = PROOF.checklist;
const [first = ''] = checked;

describe('R9.4 the report of a category that demands proof', () => {
	it('is told what is demanded when the ticket is registered, and keeps it to the end', () => {
		expect(underWay().proof).toEqual(PROOF);
		const proof = { photos, checked };
		const args = { manner: 'carriedOut', text: 'Gotowe', proof };
		const reported = after(underWay(), { name: 'ticket.reportDone', args }, { actor: WORKER });
		expect(reported.proof).toEqual(PROOF);
		expect(reported.timeline.at(-1)).toMatchObject({ type: 'doneReported', proof });
	});

	test.each([
		['carriedOut', undefined, refused('checklistOpen', 'checked')],
		['carriedOut', { photos, checked: [first] }, refused('checklistOpen', 'checked')],
		['carriedOut', { photos: [], checked }, refused('photoRequired', 'photos')],
		['secured', undefined, refused('photoRequired', 'photos')],
		['secured', { photos: [], checked: [] }, refused('photoRequired', 'photos')],
		['secured', { photos, checked: ['Czegoś innego'] }, refused('invalidArguments', 'checked')]
	] as const)('%s with %j is refused', (manner, proof, error) => {
		expect(told(underWay(), manner, proof)).toEqual({ ok: false, error });
	});

	test.each([
		['carriedOut', { photos, checked }],
		['secured', { photos, checked: [] }],
		['secured', { photos, checked: [first] }],
		['nothingFound', { photos: [], checked: [] }],
		['nothingFound', undefined],
		['notPossible', undefined]
	] as const)('%s with %j is taken', (manner, proof) => {
		expect(told(underWay(), manner, proof)).toMatchObject({ ok: true });
	});

	it('needs nothing where nothing is demanded', () => {
		expect(told(ticketIn('inProgress'), 'carriedOut')).toMatchObject({ ok: true });
	});

	it('counts without, when it was written down before anything was demanded', () => {
		const args = { manner: 'carriedOut', text: 'Gotowe' };
		const today = inTodaysForm({ name: 'ticket.reportDone', version: 6, args });
		expect(today?.args).toEqual({ ...args, proof: null });
		expect(told(underWay(), 'carriedOut', null)).toMatchObject({ ok: true });
	});

	it('is kept as it is when another crew was sooner', () => {
		const proof = { photos, checked };
		const args = { manner: 'carriedOut', text: 'Gotowe', proof };
		const reported = after(underWay(), { name: 'ticket.reportDone', args }, { actor: WORKER });
		const late = told(reported, 'carriedOut');
		expect(late).toMatchObject({ ok: true, value: [{ type: 'reportedLate' }] });
		expect(told(reported, 'secured', proof)).toMatchObject({ value: [{ proof }] });
	});

	it('names the photographs of staff since the ticket was taken on', () => {
		const shot = (ticket: Ticket, sha256: string, actor = WORKER) =>
			after(
				ticket,
				{ name: 'ticket.attachPhoto', args: { photo: { ...PHOTO, sha256 } } },
				{ actor }
			);
		const before = shot(ticketIn('forwarded'), 'aa'.repeat(32), CONSULTANT);
		const taken = after(before, { name: 'ticket.takeOn', args: {} }, { actor: WORKER });
		expect(photosForReport(taken)).toEqual([]);
		expect(photosForReport(shot(taken, 'bb'.repeat(32)))).toEqual(['bb'.repeat(32)]);
	});
});
