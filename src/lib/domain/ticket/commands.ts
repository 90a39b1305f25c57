/**
 * Every act on a ticket in one table: from which states it may be done, where the ordinance says so,
 * and what happens then. Who may do it stands in the policy under the same name.
 */
import type { Refusal } from './refusals.ts';
import type { Arguments, CommandName } from './arguments.ts';
import type { Context } from './context.ts';
import { CHANNELS_OF_DEVICES, DESK_OF_CHANNEL, suggestUnit } from './routing.ts';
import type { PersonReference, Ticket, TicketEventData } from './ticket.ts';
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
	readonly source: string;
	/** True when it still makes sense although the act before it was refused. */
	readonly standsAlone: boolean;
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
		// A photograph is large and may arrive after the report it belongs to, even after the end.
		from: STATUSES,
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
		source: '§ 9(4)',
		standsAlone: false,
		decide: ({ manner, text }) => ({ type: 'doneReported', manner, text })
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
	}
};

export const COMMANDS: { readonly [Name in CommandName]: Command<Name> } = TABLE;

function register(args: Arguments<'ticket.register'>, context: Context): Outcome {
	const { articleId, categoryId, lifeThreat: _asked, ...said } = args;
	const { actor } = context;
	const article = articleId === null ? null : context.reference.article(articleId);
	const category = categoryId === null ? null : context.reference.category(categoryId);
	// Nobody comes back to a kiosk to mend it: what the city gave up meanwhile is left out there.
	if (actor.type !== 'device') {
		if (articleId !== null && !article) return { code: 'unknownArticle', field: 'articleId' };
		if (categoryId !== null && !category) return { code: 'unknownCategory', field: 'categoryId' };
	}
	if (actor.type === 'device' && !CHANNELS_OF_DEVICES.includes(args.channel))
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
	if (ticket.kind === null) return { code: 'kindNotMarked', field: 'kind' };
	const unit = context.reference.unit(args.unitId);
	if (!unit?.active || unit.parentId !== null) return { code: 'unknownUnit', field: 'unitId' };
	if (args.cellId !== null) {
		const cell = context.reference.unit(args.cellId);
		if (!cell?.active || cell.parentId !== args.unitId)
			return { code: 'unknownUnit', field: 'cellId' };
	}
	return {
		type: 'forwarded',
		competent: { unitId: args.unitId, cellId: args.cellId },
		text: args.text
	};
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
