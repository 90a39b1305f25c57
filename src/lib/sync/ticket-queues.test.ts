/** Where a ticket lies, in any story of it: never nowhere, never with somebody it is none of the business of. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { play, STORIES, story, type Step } from '../../../tests/support/ticket-story.ts';
import { competentOf, ownerOf, type Ticket } from '../domain/ticket/ticket.ts';
import { scopesOfTicket } from './scope.ts';

const always = (property: (step: Step) => void) => {
	fc.assert(
		fc.property(story, (throws) => {
			play(throws).forEach(property);
		}),
		{ numRuns: STORIES }
	);
};

const scopes = (ticket: Ticket): readonly string[] =>
	scopesOfTicket(ticket).map(({ scope }) => scope);

describe('any story of a ticket', () => {
	test('R5.1, R5.2, R13.1 while it is open it lies in the queue of its section, and with whom it was forwarded to', () => {
		always(({ after }) => {
			if (!after || after.status === 'ended') return;
			const held = scopes(after);
			expect(held).toContain(`queue:${after.desk}`);
			const competent = competentOf(after);
			if (competent) expect(held).toContain(`unit:${competent.unitId}`);
			if (competent?.cellId) expect(held).toContain(`unit:${competent.cellId}`);
			// Between units it is with its consultant (R9.7).
			else if (after.status === 'taken') expect(held).toContain(`mine:${after.owner.id}`);
		});
	});

	test('R7.1 whoever took it has it before them, until it is over and after', () => {
		always(({ after }) => {
			const owner = after && ownerOf(after);
			if (owner) expect(scopes(after)).toContain(`mine:${owner.id}`);
		});
	});

	test('R9.1, R9.7 no unit has it that it was not forwarded to, or that gave it back', () => {
		always(({ after }) => {
			if (!after) return;
			const competent = competentOf(after);
			const units = scopes(after).filter((scope) => scope.startsWith('unit:'));
			const homes = [competent?.unitId, competent?.cellId].filter(Boolean);
			for (const scope of units) expect(homes.map((id) => `unit:${String(id)}`)).toContain(scope);
			if (after.status === 'registered' || after.status === 'taken') expect(units).toEqual([]);
		});
	});

	test('R9.6 nobody ends it but the consultant who took it or was given it; a threat to life alone is everybody’s at the desk', () => {
		always(({ before, events, actor }) => {
			const end = events.find(({ type }) => type === 'ended');
			if (end?.type !== 'ended' || !before) return;
			if (end.ending === 'handedTo112') {
				expect(actor).toMatchObject({ roles: ['consultant'] });
				return;
			}
			expect(ownerOf(before)?.id).toBe(end.by.id);
		});
	});

	test('nothing that was written and accepted is lost', () => {
		const written: string[] = [];
		let story: Ticket | null = null;
		always(({ before, after, events, args }) => {
			if (before === null) written.length = 0;
			story = after;
			if (events.length > 0 && 'text' in args && typeof args.text === 'string')
				written.push(args.text);
			const kept = (story?.timeline ?? []).map((entry) => ('text' in entry ? entry.text : ''));
			for (const text of written) expect(kept).toContain(text);
		});
	});
});
