/** Random stories of one ticket: acts of different people, right and wrong ones, as they come. */
import process from 'node:process';
import fc from 'fast-check';
import { COMMANDS } from '#lib/domain/ticket/commands.ts';
import { isCommandName, type CommandName } from '#lib/domain/ticket/arguments.ts';
import type { Context } from '#lib/domain/ticket/context.ts';
import { decide } from '#lib/domain/ticket/decide.ts';
import { evolveAll } from '#lib/domain/ticket/evolve.ts';
import type { Ticket, TicketEvent } from '#lib/domain/ticket/ticket.ts';
import { CHANNELS } from '#lib/domain/ticket/vocabulary.ts';
import { may } from '#lib/domain/org/policy.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import {
	ARTICLE,
	CATEGORY,
	CELL,
	COLLEAGUE,
	COLLEAGUE_WORKER,
	CONSULTANT,
	contextFor,
	DOCUMENT,
	KIOSK,
	OFFICE_CONSULTANT,
	OTHER,
	OTHER_WORKER,
	PHOTO,
	PROOF,
	PROVEN_CATEGORY,
	RECEIPT,
	registration,
	RESIDENT,
	staff,
	SUPERVISOR,
	UNIT,
	uuid,
	WORKER
} from './tickets.ts';

const CELL_WORKER = staff('officeWorker', {
	id: uuid(0x106),
	unitId: UNIT.roads,
	cellId: CELL.roadsNorth
});
/** Of each section there are two: with one alone, nobody could end what is another's. */
const OFFICE_COLLEAGUE = staff('consultant', { id: uuid(0x109), desk: 'informationOffice' });
const CLERK = staff('clerk', { id: uuid(0x107) });
export const PEOPLE: readonly Actor[] = [
	CONSULTANT,
	COLLEAGUE,
	OFFICE_CONSULTANT,
	OFFICE_COLLEAGUE,
	WORKER,
	OTHER_WORKER,
	CELL_WORKER,
	CLERK,
	SUPERVISOR,
	KIOSK,
	RESIDENT
];

const otherOf = (ticketId: string) => ({ ticketId, number: 'ŁCK/2026/000061', text: 'To samo' });

const VARIANTS: Readonly<Record<CommandName, readonly object[]>> = {
	'ticket.register': [
		...CHANNELS.map((channel) => registration({ channel })),
		registration({ articleId: ARTICLE, categoryId: CATEGORY }),
		registration({ categoryId: PROVEN_CATEGORY }),
		registration({ contact: { name: null, phone: null, email: 'jan@example.pl', letters: true } }),
		registration({ channel: 'web', declaredKind: 'query', articleId: ARTICLE })
	],
	'ticket.take': [{}],
	'ticket.mark': [{ kind: 'intervention' }, { kind: 'query' }],
	'ticket.forward': [
		{ unitId: UNIT.roads, cellId: null },
		{ unitId: UNIT.roads, cellId: CELL.roadsNorth },
		{ unitId: UNIT.guard, cellId: null },
		{ unitId: UNIT.closed, cellId: null }
	],
	'ticket.takeOn': [{}],
	'ticket.addNote': [{ text: 'Uwaga' }, { text: '' }],
	'ticket.attachPhoto': [{ photo: PHOTO }],
	'ticket.attachDocument': [{ document: DOCUMENT }],
	'ticket.addDocument': [RECEIPT, 'ZZZZZZZZZZZZ'].map((receiptCode) => ({
		receiptCode,
		document: DOCUMENT
	})),
	'ticket.return': [{ text: 'Nie my' }],
	'ticket.reportDone': [
		{ manner: 'carriedOut', text: 'Gotowe' },
		{ manner: 'carriedOut', text: 'Gotowe', proof: { photos: [], checked: [] } },
		{ manner: 'secured', text: 'Ogrodzone' },
		{ manner: 'secured', text: 'Ogrodzone', proof: { photos: [PHOTO.sha256], checked: [] } },
		{
			...{ manner: 'carriedOut', text: 'Gotowe' },
			proof: { photos: [PHOTO.sha256], checked: PROOF.checklist }
		}
	],
	'ticket.end': [{ articleId: null }, { articleId: ARTICLE }],
	'ticket.handTo112': [{ text: 'Gaz' }],
	'ticket.endOutOfScope': [
		{ unitId: UNIT.guard, cellId: null, text: 'Nie § 1' },
		{ unitId: UNIT.closed, cellId: null, text: 'Nie § 1' }
	],
	'ticket.endOutsideCompetence': [
		{ addressee: 'GDDKiA', legalBasis: 'kpa65', text: '' },
		{ addressee: 'GDDKiA', legalBasis: 'other', text: '' }
	],
	'ticket.endFax': [{ text: 'Odpowiedziano' }],
	'ticket.correctEnd': [{ text: 'Pomyłka' }],
	'ticket.handOver': [COLLEAGUE, CONSULTANT, OFFICE_CONSULTANT].map(({ id }) => ({
		...{ personId: id, text: 'Urlop' }
	})),
	'ticket.assign': [WORKER, OTHER_WORKER, COLLEAGUE_WORKER].map(({ id }) => ({
		...{ personId: id, text: '' }
	})),
	'ticket.arrive': [{}],
	'ticket.correct': [
		{ field: 'location', was: 'Piotrkowska 110', value: 'Piotrkowska 112' },
		{ field: 'location', was: 'Piotrkowska 112', value: 'Piotrkowska 110' },
		{ field: 'phone', was: '', value: '42 638 44 44' }
	],
	'ticket.markDuplicate': [OTHER.open, uuid(1), OTHER.ended].map(otherOf),
	'ticket.markFollowUp': [OTHER.ended, uuid(1), OTHER.open].map(otherOf),
	'ticket.unlink': [OTHER.open, OTHER.ended, uuid(1)].map((ticketId) => ({
		...{ ticketId, text: 'Jednak nie' }
	})),
	'ticket.askResident': [{ text: 'Gdzie?' }],
	'ticket.resume': [{ text: '' }],
	'ticket.logContact': [{ means: 'phone', partner: 'Dyżurny', text: 'Jadą' }],
	'ticket.addRemark': [RECEIPT, 'ZZZZZZZZZZZZ'].map((receiptCode) => ({
		receiptCode,
		text: 'Jeszcze'
	})),
	'ticket.addPhoto': [RECEIPT, 'ZZZZZZZZZZZZ'].map((receiptCode) => ({
		receiptCode,
		photo: PHOTO
	})),
	'ticket.stopLetters': [{ receiptCode: RECEIPT }],
	'ticket.disputeEnd': [RECEIPT, 'ZZZZZZZZZZZZ'].map((receiptCode) => ({
		receiptCode,
		text: 'Nie'
	}))
};

/** How many stories a property is asked of; `npm run stories` asks ten thousand. */
export const STORIES = Number(process.env['STORIES'] ?? 100);

/** Three dice of one act: which command, whose, with what. */
export type Throw = { readonly what: number; readonly who: number; readonly how: number };
const dice = fc.noBias(fc.nat(9999));
export const story: fc.Arbitrary<readonly Throw[]> = fc.array(
	fc.record({ what: dice, who: dice, how: dice }),
	{ maxLength: 25, size: 'max' }
);

export type Step = {
	readonly name: CommandName;
	readonly before: Ticket | null;
	readonly after: Ticket | null;
	readonly events: readonly TicketEvent[];
	/** Who tried it, and with what. */
	readonly actor: Actor;
	readonly args: object;
};

/** Plays a story; three acts of four are timely and by somebody who may, so that it gets somewhere. */
export function play(throws: readonly Throw[]): readonly Step[] {
	let ticket: Ticket | null = null;
	return throws.map((one) => {
		const step = stepOf(ticket, one);
		ticket = step.after;
		return step;
	});
}

/** One act, thrown at the ticket as it is. */
export function stepOf(
	before: Ticket | null,
	{ what, who, how }: Throw,
	details: Partial<Context> = {}
): Step {
	const name = nameOf(what, before);
	const able = PEOPLE.filter((actor) => may(actor, name, before));
	const actor = pick(who % 4 === 0 || able.length === 0 ? PEOPLE : able, Math.floor(who / 4));
	const args = pick(VARIANTS[name], how);
	const decided = decide(before, { name, args }, contextFor(actor, details));
	const events = decided.ok ? decided.value : [];
	return { name, before, after: evolveAll(before, events), events, actor, args };
}

/** What leads a ticket on to its ordinary end. */
const LEADING: readonly CommandName[] = [
	'ticket.register',
	'ticket.take',
	'ticket.mark',
	'ticket.forward',
	'ticket.takeOn',
	'ticket.return',
	'ticket.reportDone',
	'ticket.end'
];
const EARLY_ENDS: readonly CommandName[] = [
	'ticket.handTo112',
	'ticket.endOutOfScope',
	'ticket.endOutsideCompetence',
	'ticket.endFax'
];

/**
 * Of sixteen acts, eight lead on where one does, five are any that is timely and no early end, two are
 * anything, and one is an early end: picked evenly among all, hardly a story would get beyond its beginning.
 */
function nameOf(what: number, ticket: Ticket | null): CommandName {
	const all = Object.keys(COMMANDS).filter(isCommandName);
	const timely = all.filter((name) => {
		const { from } = COMMANDS[name];
		const late = from === 'nothing' ? [] : (COMMANDS[name].late ?? []);
		return from === 'nothing'
			? !ticket
			: ticket !== null && [...from, ...late].includes(ticket.status);
	});
	const usual = timely.filter((name) => !EARLY_ENDS.includes(name));
	const leading = timely.filter((name) => LEADING.includes(name));
	const early = timely.filter((name) => EARLY_ENDS.includes(name));
	const place = what % 16;
	const wanted = place < 2 ? all : place < 3 ? early : place < 8 ? usual : leading;
	return pick(wanted.length > 0 ? wanted : usual, Math.floor(what / 16));
}

function pick<T>(list: readonly T[], index: number): T {
	const found = list[index % list.length];
	if (found === undefined) throw new Error('Nothing to pick from');
	return found;
}
