/**
 * Every act on a ticket in one table: from which states it may be done, where the ordinance says so,
 * and what happens then. Who may do it stands in the policy under the same name.
 */
import type { Arguments, CommandName } from './arguments.ts';
import type { Context } from './context.ts';
import { correct } from './corrections.ts';
import { wantsLetters } from './letters.ts';
import { markDuplicate, markFollowUp, unlink } from './links.ts';
import {
	refuseDispute,
	refuseDocument,
	refuseLate,
	refusePhoto,
	refuseReceipt
} from './after-the-end.ts';
import {
	assign,
	end,
	endOutOfScope,
	forward,
	handOver,
	register,
	self,
	type Outcome
} from './outcomes.ts';
import { reportDone } from './report.ts';
import type { Ticket } from './ticket.ts';
import { STATUSES, type Status } from './vocabulary.ts';

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
	/** Not for a duplicate, which goes the way of its main ticket. */
	readonly ownWay?: true;
	readonly decide: (args: Arguments<Name>, context: Context, ticket: Ticket) => Outcome;
};

export type Command<Name extends CommandName> = Opening<Name> | Following<Name>;

const OPEN: readonly Status[] = STATUSES.filter((status) => status !== 'ended');

/** Somebody is in charge of it, or was. */
const BY_SOMEBODY: readonly Status[] = STATUSES.filter((status) => status !== 'registered');

/** Somebody handles it, and may need to know more. */
const WITH_SOMEBODY: readonly Status[] = ['taken', 'forwarded', 'inProgress'];

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
		ownWay: true,
		decide: forward
	},
	'ticket.takeOn': {
		from: ['forwarded'],
		source: '§ 9(1)',
		standsAlone: false,
		decide: (_args, context) => ({ type: 'takenOn', assignee: self(context) })
	},
	'ticket.assign': {
		from: ['forwarded', 'inProgress'],
		source: '§ 9(1)',
		standsAlone: false,
		decide: assign
	},
	'ticket.arrive': {
		from: ['inProgress'],
		// Two crews without a network may both be on the spot; what they write there builds on nothing else.
		late: ['reported', 'ended'],
		source: '§ 9(1)',
		standsAlone: true,
		decide: () => ({ type: 'arrived' })
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
	'ticket.addPhoto': {
		from: STATUSES,
		source: '§ 4, R8.5',
		standsAlone: true,
		byReceipt: true,
		decide: ({ receiptCode, photo }, _context, ticket) =>
			refuseReceipt(receiptCode, ticket) ?? refusePhoto(ticket) ?? { type: 'photoAttached', photo }
	},
	'ticket.attachDocument': {
		from: OPEN,
		late: ['ended'],
		source: '§ 6(2), § 8(5)',
		standsAlone: true,
		decide: ({ document }) => ({ type: 'documentAttached', document })
	},
	'ticket.addDocument': {
		from: STATUSES,
		source: '§ 4, R8.5',
		standsAlone: true,
		byReceipt: true,
		decide: ({ receiptCode, document }, _context, ticket) =>
			refuseReceipt(receiptCode, ticket) ??
			refuseDocument(ticket) ?? { type: 'documentAttached', document }
	},
	'ticket.return': {
		from: ['forwarded', 'inProgress'],
		source: 'R9.7',
		standsAlone: false,
		decide: ({ text }) => ({ type: 'returned', text })
	},
	'ticket.reportDone': {
		from: ['inProgress'],
		late: ['reported', 'ended'],
		source: '§ 9(4)',
		standsAlone: false,
		decide: reportDone
	},
	'ticket.end': {
		from: ['taken', 'reported'],
		source: '§ 8(2)–(5), § 9(6)',
		standsAlone: false,
		ownWay: true,
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
		ownWay: true,
		decide: endOutOfScope
	},
	'ticket.endOutsideCompetence': {
		from: ['taken'],
		source: '§ 10(2)',
		standsAlone: false,
		ownWay: true,
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
		ownWay: true,
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
	'ticket.correct': {
		from: OPEN.filter((status) => status !== 'registered'),
		source: '§ 7',
		standsAlone: true,
		decide: correct
	},
	'ticket.markDuplicate': {
		from: ['taken'],
		source: '§ 7',
		standsAlone: false,
		ownWay: true,
		decide: markDuplicate
	},
	'ticket.markFollowUp': {
		from: BY_SOMEBODY,
		source: '§ 7',
		standsAlone: true,
		decide: markFollowUp
	},
	'ticket.unlink': {
		from: BY_SOMEBODY,
		source: '§ 7',
		standsAlone: true,
		decide: unlink
	},
	'ticket.askResident': {
		from: WITH_SOMEBODY,
		source: '§ 7, § 9(4)',
		standsAlone: false,
		decide: ({ text }, _context, { waiting }) =>
			waiting ? { code: 'alreadyWaiting' } : { type: 'residentAsked', text }
	},
	'ticket.resume': {
		from: WITH_SOMEBODY,
		source: '§ 7, § 9(4)',
		standsAlone: false,
		decide: ({ text }, _context, { waiting }) =>
			waiting ? { type: 'resumed', text } : { code: 'notWaiting' }
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
	'ticket.stopLetters': {
		from: STATUSES,
		source: '§ 4, R8.5',
		standsAlone: true,
		byReceipt: true,
		decide: ({ receiptCode }, _context, ticket) =>
			refuseReceipt(receiptCode, ticket) ??
			(wantsLetters(ticket) ? { type: 'lettersStopped' } : { code: 'noLetters' })
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
