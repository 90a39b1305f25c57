/** People, a city small enough to overlook, and tickets brought to any status by the rules themselves. */
import { assert } from '#lib/base/assert.ts';
import type { Context, Reference } from '#lib/domain/ticket/context.ts';
import type { CommandName, RawArguments } from '#lib/domain/ticket/arguments.ts';
import { decide, type TicketCommand } from '#lib/domain/ticket/decide.ts';
import { evolveAll } from '#lib/domain/ticket/evolve.ts';
import type { Ticket, TicketEvent, TicketEventData } from '#lib/domain/ticket/ticket.ts';
import type { Channel, Kind, Status } from '#lib/domain/ticket/vocabulary.ts';
import type { Actor, DeviceClass, Role, StaffActor } from '#lib/domain/org/roles.ts';

/** A well-formed id with this number in it. */
export const uuid = (number: number): string =>
	`00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

export const UNIT = { roads: uuid(0x11), guard: uuid(0x12), closed: uuid(0x13) } as const;
export const CELL = {
	roadsNorth: uuid(0x21),
	guardPatrol: uuid(0x22),
	closed: uuid(0x23)
} as const;
/** An article whose procedure the roads' northern cell sees to. */
export const ARTICLE = uuid(0x31);
export const OTHER_ARTICLE = uuid(0x32);
/** A category of interventions that the guard sees to. */
export const CATEGORY = uuid(0x41);
/** One that the guard sees to, and whose report must show something. */
export const PROVEN_CATEGORY = uuid(0x42);
export const PROOF = { photo: true, checklist: ['Odpady wywieziono', 'Miejsce uprzątnięto'] };
export const PLACE = uuid(0x51);
export const NOBODY = uuid(0x99);
/** Other tickets, which those of these examples may be linked to. */
export const OTHER = { open: uuid(0x61), ended: uuid(0x62), duplicate: uuid(0x63) } as const;
/** The code on the receipt of these tickets. */
export const RECEIPT = '0123456789AB';

const UNITS: Readonly<Record<string, { active: boolean; parentId: string | null }>> = {
	[UNIT.roads]: { active: true, parentId: null },
	[UNIT.guard]: { active: true, parentId: null },
	[UNIT.closed]: { active: false, parentId: null },
	[CELL.roadsNorth]: { active: true, parentId: UNIT.roads },
	[CELL.guardPatrol]: { active: true, parentId: UNIT.guard },
	[CELL.closed]: { active: false, parentId: UNIT.roads }
};

const CATEGORIES: Readonly<Record<string, ReturnType<Reference['category']>>> = {
	[CATEGORY]: { unitId: UNIT.guard, cellId: null },
	[PROVEN_CATEGORY]: { unitId: UNIT.guard, cellId: null, proof: PROOF }
};

export const reference: Reference = {
	article: (id) =>
		id === ARTICLE || id === OTHER_ARTICLE ? { unitId: UNIT.roads, cellId: CELL.roadsNorth } : null,
	category: (id) => CATEGORIES[id] ?? null,
	termsInForce: () => 7,
	unit: (id) => UNITS[id] ?? null,
	ticket: (id) => others()[id] ?? null,
	performer: (id) => [WORKER, OTHER_WORKER, COLLEAGUE_WORKER].find((one) => one.id === id) ?? null,
	consultant: (id) =>
		[CONSULTANT, COLLEAGUE, OFFICE_CONSULTANT].find((one) => one.id === id) ?? null
};

export function staff(role: Role, details: Partial<StaffActor> = {}): StaffActor {
	return {
		type: 'staff',
		id: uuid(0x100),
		name: 'Jan Kowal',
		roles: [role],
		desk: null,
		unitId: null,
		cellId: null,
		placeId: null,
		...details
	};
}

export const device = (kind: DeviceClass): Actor => ({
	type: 'device',
	id: uuid(0x200),
	class: kind,
	placeId: PLACE
});

/** Takes telephone calls, and the tickets of these examples. */
export const CONSULTANT = staff('consultant', {
	id: uuid(0x101),
	name: 'Anna Nowak',
	desk: 'callCenter'
});
export const COLLEAGUE = staff('consultant', { id: uuid(0x102), desk: 'callCenter' });
export const OFFICE_CONSULTANT = staff('consultant', {
	id: uuid(0x103),
	name: 'Maria Zając',
	desk: 'informationOffice'
});
export const SUPERVISOR = staff('supervisor', { id: uuid(0x108), desk: 'callCenter' });
export const WORKER = staff('fieldWorker', {
	id: uuid(0x104),
	name: 'Piotr Lis',
	unitId: UNIT.roads
});
/** Of the same unit as the first. */
export const COLLEAGUE_WORKER = staff('fieldWorker', { id: uuid(0x10a), unitId: UNIT.roads });
export const UNIT_HEAD = staff('unitHead', { id: uuid(0x10b), unitId: UNIT.roads });
export const OTHER_WORKER = staff('fieldWorker', { id: uuid(0x105), unitId: UNIT.guard });
export const KIOSK = device('kiosk');
/** A resident at home. */
export const RESIDENT: Actor = { type: 'anonymous' };

export const AT = '2026-11-24T08:00:00.000Z';
let commands = 0x1000;

export function contextFor(actor: Actor, details: Partial<Context> = {}): Context {
	commands += 1;
	return {
		commandId: uuid(commands),
		subject: uuid(1),
		actor,
		at: AT,
		capturedAt: AT,
		number: 'ŁCK/2026/000001',
		reference,
		...details
	};
}

export function registration(
	details: Partial<RawArguments<'ticket.register'>> = {}
): RawArguments<'ticket.register'> {
	return {
		receiptCode: RECEIPT,
		channel: 'phone',
		declaredKind: 'intervention',
		lifeThreat: false,
		description: 'Wyrwa w jezdni',
		location: 'Piotrkowska 110',
		contact: null,
		articleId: null,
		categoryId: null,
		...details
	};
}

export const PHOTO = {
	sha256: 'ab'.repeat(32),
	type: 'image/jpeg',
	bytes: 1000,
	caption: ''
} as const;

export const DOCUMENT = { sha256: 'cd'.repeat(32), bytes: 1000, name: 'skan faksu.pdf' } as const;

/** Arguments that are right for every command, in these examples. */
export const RIGHT_ARGUMENTS = {
	'ticket.register': registration(),
	'ticket.take': {},
	'ticket.mark': { kind: 'intervention' },
	'ticket.forward': { unitId: UNIT.roads, cellId: null },
	'ticket.takeOn': {},
	'ticket.assign': { personId: uuid(0x10a), text: '' },
	'ticket.arrive': {},
	'ticket.addNote': { text: 'Dzwonił ponownie' },
	'ticket.attachPhoto': { photo: PHOTO },
	'ticket.attachDocument': { document: DOCUMENT },
	'ticket.addDocument': { receiptCode: RECEIPT, document: DOCUMENT },
	'ticket.return': { text: 'To droga wojewódzka' },
	'ticket.reportDone': { manner: 'carriedOut', text: 'Załatano' },
	'ticket.end': { articleId: null },
	'ticket.handTo112': { text: 'Ulatnia się gaz' },
	'ticket.endOutOfScope': { unitId: UNIT.guard, cellId: null, text: 'Nie jest to sprawa § 1' },
	'ticket.endOutsideCompetence': { addressee: 'GDDKiA', legalBasis: 'kpa65', text: '' },
	'ticket.endFax': { text: 'Odpowiedziano faksem' },
	'ticket.correctEnd': { text: 'Zakończono nie to zgłoszenie' },
	'ticket.handOver': { personId: COLLEAGUE.id, text: 'Urlop' },
	'ticket.correct': { field: 'location', was: 'Piotrkowska 110', value: 'Piotrkowska 112' },
	'ticket.markDuplicate': { ticketId: OTHER.open, number: 'ŁCK/2026/000061' },
	'ticket.markFollowUp': { ticketId: OTHER.ended, number: 'ŁCK/2026/000062' },
	'ticket.unlink': { ticketId: OTHER.open, text: 'Inna dziura' },
	'ticket.askResident': { text: 'Przy którym numerze?' },
	'ticket.resume': { text: 'Przy 110' },
	'ticket.logContact': { means: 'phone', partner: 'Dyżurny ZDiT', text: 'Jadą' },
	'ticket.addPhoto': { receiptCode: RECEIPT, photo: PHOTO },
	'ticket.addRemark': { receiptCode: RECEIPT, text: 'Dziura się powiększyła' },
	'ticket.stopLetters': { receiptCode: RECEIPT },
	'ticket.disputeEnd': { receiptCode: RECEIPT, text: 'Dziura jest nadal' }
} as const;

/** One act that must be accepted. */
export function after(
	ticket: Ticket | null,
	command: TicketCommand,
	details: Partial<Context> & { actor: Actor }
): Ticket {
	const decided = decide(ticket, command, contextFor(details.actor, details));
	assert(decided.ok, `${command.name} is accepted: ${JSON.stringify(decided)}`);
	const next = evolveAll(ticket, decided.value);
	assert(next, 'what happened leaves a ticket');
	return next;
}

/** What happens by itself. */
export const eventOf = (data: TicketEventData, at = AT): TicketEvent => ({
	...{ ...data, at, commandId: uuid(0x777) },
	by: { type: 'system', id: '', name: '' }
});

const WAY: readonly (readonly [Status, Actor, TicketCommand['name']])[] = [
	['taken', CONSULTANT, 'ticket.take'],
	['taken', CONSULTANT, 'ticket.mark'],
	['forwarded', CONSULTANT, 'ticket.forward'],
	['inProgress', WORKER, 'ticket.takeOn'],
	['reported', WORKER, 'ticket.reportDone'],
	['ended', CONSULTANT, 'ticket.end']
];
const ORDER: readonly Status[] = [
	'registered',
	'taken',
	'forwarded',
	'inProgress',
	'reported',
	'ended'
];

export type Wanted = {
	readonly channel?: Channel;
	readonly kind?: Kind;
	readonly cellId?: string;
	readonly articleId?: string;
};

/** A ticket that went the ordinary way, marked, as far as this status. */
export function ticketIn(status: Status, wanted: Wanted = {}): Ticket {
	const { channel = 'phone', kind = 'intervention', cellId = null, articleId = null } = wanted;
	const desk = channel === 'phone' || channel === 'chat' ? CONSULTANT : OFFICE_CONSULTANT;
	const special: Readonly<Record<string, object>> = {
		'ticket.mark': { kind },
		'ticket.forward': { unitId: UNIT.roads, cellId }
	};
	const workers = cellId === null ? WORKER : { ...WORKER, cellId };
	const args = registration({ channel, articleId });
	let ticket = after(null, { name: 'ticket.register', args }, { actor: desk });
	for (const [reached, usual, name] of WAY) {
		if (ORDER.indexOf(reached) > ORDER.indexOf(status)) break;
		const actor = usual === CONSULTANT ? desk : workers;
		const right: Readonly<Record<string, object>> = RIGHT_ARGUMENTS;
		ticket = after(ticket, { name, args: special[name] ?? right[name] ?? {} }, { actor });
	}
	return ticket;
}

/** Made when they are asked for: making them asks for them too. */
function others(): Readonly<Record<string, Ticket>> {
	const open = { ...ticketIn('forwarded'), id: OTHER.open, number: 'ŁCK/2026/000061' };
	const ended = { ...ticketIn('ended'), id: OTHER.ended, number: 'ŁCK/2026/000062' };
	const main = { as: 'duplicateOf', ticketId: OTHER.open, number: open.number } as const;
	const duplicate = { ...ticketIn('taken'), id: OTHER.duplicate, number: 'ŁCK/2026/000063' };
	return {
		...{ [OTHER.open]: open, [OTHER.ended]: ended },
		[OTHER.duplicate]: { ...duplicate, links: [main] }
	};
}

const ACTOR_OF: Partial<Record<CommandName, Actor>> = {
	'ticket.takeOn': WORKER,
	'ticket.arrive': WORKER,
	'ticket.return': WORKER,
	'ticket.reportDone': WORKER,
	'ticket.assign': UNIT_HEAD,
	'ticket.handOver': SUPERVISOR,
	'ticket.addPhoto': RESIDENT,
	'ticket.addDocument': RESIDENT,
	'ticket.addRemark': RESIDENT,
	'ticket.stopLetters': RESIDENT,
	'ticket.disputeEnd': RESIDENT
};

/** Somebody who may do it, in these examples. */
export const actorOf = (name: CommandName): Actor => ACTOR_OF[name] ?? CONSULTANT;
