/**
 * Every act on a ticket in one table: from which states it may be done, where the ordinance says so,
 * and what happens then. Who may do it stands in the policy under the same name.
 */
import type { Refusal } from './refusals.ts';
import type { Arguments, CommandName } from './arguments.ts';
import type { Context } from './context.ts';
import { refuseDispute, refuseLate, refuseReceipt } from './after-the-end.ts';
import {
	CHANNELS_OF_ANYBODY,
	CHANNELS_OF_DEVICES,
	DESK_OF_CHANNEL,
	suggestUnit
} from './routing.ts';
import {
	ownerOf,
	type Competence,
	type PersonReference,
	type Ticket,
	type TicketEventData
} from './ticket.ts';
import { STATUSES, type Status } from './vocabulary.ts';

type Outcome = TicketEventData | Refusal;

type Opening<Name extends CommandName> = {
	readonly from: 'nothing';
	readonly source: string;
	readonly standsAlone: false;
	readonly decide: (args: Arguments<Name>, context: Context) => Outcome;
};

type Following<Name extends CommandName> = {
	readonly from: readonly Status[];
	/** Accepted then too, when it comes late from somebody who was without a network; not offered. */
	readonly late?: readonly Status[];
	readonly source: string;
	/** True when it still makes sense although the act before it was refused. */
	readonly standsAlone: boolean;
	/** Whoever does it holds nothing of the ticket but its receipt: only the server can decide it. */
	readonly byReceipt?: true;
	readonly decide: (args: Arguments<Name>, context: Context, ticket: Ticket) => Outcome;
};

export type Command<Name extends CommandName> = Opening<Name> | Following<Name>;

const OPEN: readonly Status[] = STATUSES.filter((status) => status !== 'ended');

type OpeningName = 'ticket.register';
type Table = { readonly [Name in OpeningName]: Opening<Name> } & {
	readonly [Name in Exclude<CommandName, OpeningName>]: Following<Name>;
};

const TABLE: Table = {
	'ticket.register': {
		from: 'nothing',
		source: '§ 3(1), § 5, § 13',
		standsAlone: false,
		decide: register
	},
	'ticket.take': {
		from: ['registered'],
		source: '§ 5, § 7',
		standsAlone: false,
		decide: (_args, context) => ({ type: 'taken', owner: self(context) })
	},
	'ticket.mark': {
		from: ['taken'],
		source: '§ 9(3)',
		standsAlone: false,
		decide: ({ kind }) => ({ type: 'marked', kind })
	},
	'ticket.forward': {
		from: ['taken'],
		source: '§ 8(3), § 9(2)',
		standsAlone: false,
		decide: forward
	},
	'ticket.takeOn': {
		from: ['forwarded'],
		source: '§ 9(1)',
		standsAlone: false,
		decide: (_args, context) => ({ type: 'takenOn', assignee: self(context) })
	},
	'ticket.addNote': {
		from: OPEN,
		source: '§ 7, § 8(5)',
		standsAlone: true,
		decide: ({ text }) => ({ type: 'noteAdded', text })
	},
	'ticket.attachPhoto': {
		from: OPEN,
		// A photograph is large and may arrive after the report it belongs to, even after the end.
		late: ['ended'],
		source: '§ 8(5), § 9(4)',
		standsAlone: true,
		decide: ({ photo }) => ({ type: 'photoAttached', photo })
	},
	'ticket.return': {
		from: ['forwarded', 'inProgress'],
		source: 'R9.7',
		standsAlone: false,
		decide: ({ text }) => ({ type: 'returned', text })
	},
	'ticket.reportDone': {
		from: ['inProgress'],
		// Of two crews without a network both did something: what the second one says is kept.
		late: ['reported', 'ended'],
		source: '§ 9(4)',
		standsAlone: false,
		decide: ({ manner, text }, _context, { status }) => ({
			type: status === 'inProgress' ? 'doneReported' : 'reportedLate',
			manner,
			text
		})
	},
	'ticket.end': {
		from: ['taken', 'reported'],
		source: '§ 8(2)–(5), § 9(6)',
		standsAlone: false,
		decide: end
	},
	'ticket.handTo112': {
		from: OPEN,
		source: '§ 1(2)',
		standsAlone: true,
		decide: ({ text }) => ({ type: 'ended', ending: 'handedTo112', articleId: null, text })
	},
	'ticket.endOutOfScope': {
		from: ['taken'],
		source: '§ 10(1)',
		standsAlone: false,
		decide: endOutOfScope
	},
	'ticket.endOutsideCompetence': {
		from: ['taken'],
		source: '§ 10(2)',
		standsAlone: false,
		decide: ({ text, addressee, legalBasis }) => ({
			type: 'ended',
			ending: 'outsideCompetence',
			articleId: null,
			text,
			disposal: { addressee, legalBasis }
		})
	},
	'ticket.endFax': {
		from: ['taken'],
		source: '§ 6(2)',
		standsAlone: false,
		decide: ({ text }, _context, { channel }) =>
			channel === 'fax'
				? { type: 'ended', ending: 'handledOutside', articleId: null, text }
				: { code: 'notFax' }
	},
	'ticket.correctEnd': {
		from: ['ended'],
		source: '§ 9(6)',
		standsAlone: false,
		decide: ({ text }, context, ticket) =>
			refuseLate(context, ticket) ?? { type: 'endCorrected', text }
	},
	'ticket.handOver': {
		from: OPEN.filter((status) => status !== 'registered'),
		source: '§ 9(6), R9.6',
		standsAlone: true,
		decide: handOver
	},
	'ticket.logContact': {
		from: OPEN,
		source: '§ 7',
		standsAlone: true,
		decide: (contact) => ({ type: 'contactLogged', ...contact })
	},
	'ticket.addRemark': {
		from: STATUSES,
		source: '§ 4, R8.5',
		standsAlone: true,
		byReceipt: true,
		decide: ({ receiptCode, text }, _context, ticket) =>
			refuseReceipt(receiptCode, ticket) ?? { type: 'remarkAdded', text }
	},
	'ticket.disputeEnd': {
		from: ['ended'],
		source: '§ 9(6)',
		standsAlone: true,
		byReceipt: true,
		decide: ({ receiptCode, text }, context, ticket) =>
			refuseReceipt(receiptCode, ticket) ??
			refuseDispute(ticket) ??
			refuseLate(context, ticket) ?? { type: 'endDisputed', text }
	}
};

export const COMMANDS: { readonly [Name in CommandName]: Command<Name> } = TABLE;

/** Through which channels somebody comes in who is not of the staff. */
const CHANNELS_OF = { device: CHANNELS_OF_DEVICES, anonymous: CHANNELS_OF_ANYBODY } as const;

function register(args: Arguments<'ticket.register'>, context: Context): Outcome {
	const { articleId, categoryId, lifeThreat: _asked, ...said } = args;
	const { actor } = context;
	const article = articleId === null ? null : context.reference.article(articleId);
	const category = categoryId === null ? null : context.reference.category(categoryId);
	// A resident does not come back to mend it: what the city gave up meanwhile is left out there.
	if (actor.type === 'staff') {
		if (articleId !== null && !article) return { code: 'unknownArticle', field: 'articleId' };
		if (categoryId !== null && !category) return { code: 'unknownCategory', field: 'categoryId' };
	}
	if (actor.type !== 'staff' && !CHANNELS_OF[actor.type].includes(args.channel))
		return { code: 'invalidArguments', field: 'channel' };
	return {
		type: 'registered',
		ticketId: context.subject,
		number: context.number,
		capturedAt: context.capturedAt,
		desk: DESK_OF_CHANNEL[args.channel],
		intake: {
			...said,
			articleId: article && articleId,
			categoryId: category && categoryId,
			placeId: actor.type === 'anonymous' ? null : actor.placeId
		},
		suggestion: suggestUnit(article, category)
	};
}

function forward(args: Arguments<'ticket.forward'>, context: Context, ticket: Ticket): Outcome {
	if (ticket.channel === 'fax') return { code: 'faxHandledOutside' };
	if (ticket.kind === null) return { code: 'kindNotMarked', field: 'kind' };
	const { text, ...competent } = args;
	return refuseAddressee(competent, context) ?? { type: 'forwarded', competent, text };
}

/** A unit, or a cell of it, that is part of the system (R14.1). */
function refuseAddressee({ unitId, cellId }: Competence, { reference }: Context): Refusal | null {
	const unit = reference.unit(unitId);
	if (!unit?.active || unit.parentId !== null) return { code: 'unknownUnit', field: 'unitId' };
	const cell = cellId === null ? null : reference.unit(cellId);
	const isKnown = cellId === null || (cell?.active && cell.parentId === unitId);
	return isKnown ? null : { code: 'unknownUnit', field: 'cellId' };
}

/** Not within § 1: it goes to whoever sees to it, and that is the end of it here. */
function endOutOfScope(
	{ text, ...competent }: Arguments<'ticket.endOutOfScope'>,
	context: Context
): Outcome {
	const refused = refuseAddressee(competent, context);
	if (refused) return refused;
	return { type: 'ended', ending: 'forwardedOutOfScope', articleId: null, text, competent };
}

/** Absence: a supervisor gives a ticket of the section to another of its consultants. */
function handOver(
	{ personId, text }: Arguments<'ticket.handOver'>,
	{ reference }: Context,
	ticket: Ticket
): Outcome {
	const found = reference.consultant(personId);
	if (found?.desk !== ticket.desk || personId === ownerOf(ticket)?.id)
		return { code: 'unknownPerson', field: 'personId' };
	return { type: 'handedOver', owner: { id: found.id, name: found.name }, text };
}

/**
 * The end of a ticket: on the unit's report (§ 8(4), § 9(6)); or, for a query, straight from an
 * article (§ 8(2)), but never when it came by the web form (§ 8(3)).
 */
function end(args: Arguments<'ticket.end'>, context: Context, ticket: Ticket): Outcome {
	const { articleId, text } = args;
	if (articleId !== null && !context.reference.article(articleId))
		return { code: 'unknownArticle', field: 'articleId' };
	if (ticket.status === 'reported')
		return { type: 'ended', ending: 'unitFinished', articleId, text };
	if (ticket.kind === null) return { code: 'kindNotMarked', field: 'kind' };
	if (ticket.kind === 'intervention')
		return { code: 'wrongStatus', params: { status: ticket.status } };
	if (ticket.channel === 'web') return { code: 'webQueryMustBeForwarded' };
	const answer = articleId ?? ticket.articleId;
	if (answer === null) return { code: 'articleRequired', field: 'articleId' };
	return { type: 'ended', ending: 'answeredFromArticle', articleId: answer, text };
}

function self({ actor }: Context): PersonReference {
	return actor.type === 'staff' ? { id: actor.id, name: actor.name } : { id: '', name: '' };
}
