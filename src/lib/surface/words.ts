/** The words of tickets for people: each closed list of the domain beside its sentences. */
import type { CommandName } from '#lib/domain/ticket/arguments.ts';
import type { Refusal, RefusalCode } from '#lib/domain/ticket/refusals.ts';
import type { Author, Competence, Link, Ticket, TimelineEntry } from '#lib/domain/ticket/ticket.ts';
import type {
	ByChannel,
	ByStatus,
	Desk,
	Ending,
	Kind,
	LegalBasis,
	LinkSide,
	Manner,
	Means,
	Satisfaction,
	Status
} from '#lib/domain/ticket/vocabulary.ts';
import { m } from '#lib/paraglide/messages.js';
import type { FinalOutcome } from '#lib/sync/protocol.ts';
import { inDay, inFull } from './moments.ts';

type Sentence = () => string;

export const STATUS_LABELS: ByStatus<Sentence> = {
	registered: m.ticket_status_registered,
	taken: m.ticket_status_taken,
	forwarded: m.ticket_status_forwarded,
	inProgress: m.ticket_status_inProgress,
	reported: m.ticket_status_reported,
	ended: m.ticket_status_ended
};

export const KIND_LABELS: Readonly<Record<Kind, Sentence>> = {
	intervention: m.ticket_kind_intervention,
	query: m.ticket_kind_query
};
export const kindLabel = (kind: Kind | null): string =>
	kind ? KIND_LABELS[kind]() : m.ticket_kind_unmarked();

export const CHANNEL_LABELS: ByChannel<Sentence> = {
	phone: m.ticket_channel_phone,
	web: m.ticket_channel_web,
	chat: m.ticket_channel_chat,
	fax: m.ticket_channel_fax,
	hall: m.ticket_channel_hall,
	point: m.ticket_channel_point
};

export const DESK_LABELS: Readonly<Record<Desk, Sentence>> = {
	callCenter: m.ticket_desk_callCenter,
	informationOffice: m.ticket_desk_informationOffice
};

export const MANNER_LABELS: Readonly<Record<Manner, Sentence>> = {
	carriedOut: m.ticket_manner_carriedOut,
	secured: m.ticket_manner_secured,
	nothingFound: m.ticket_manner_nothingFound,
	notPossible: m.ticket_manner_notPossible
};

export const SATISFACTION_LABELS: Readonly<Record<Satisfaction, Sentence>> = {
	settled: m.resident_satisfaction_settled,
	partly: m.resident_satisfaction_partly,
	notSettled: m.resident_satisfaction_notSettled
};

export const ENDING_LABELS: Readonly<Record<Ending, Sentence>> = {
	unitFinished: m.ticket_ending_unitFinished,
	answeredFromArticle: m.ticket_ending_answeredFromArticle,
	handedTo112: m.ticket_ending_handedTo112,
	handledOutside: m.ticket_ending_handledOutside,
	forwardedOutOfScope: m.ticket_ending_forwardedOutOfScope,
	outsideCompetence: m.ticket_ending_outsideCompetence,
	withMain: m.ticket_ending_withMain
};

export const MEANS_LABELS: Readonly<Record<Means, Sentence>> = {
	phone: m.ticket_means_phone,
	email: m.ticket_means_email,
	letter: m.ticket_means_letter,
	inPerson: m.ticket_means_inPerson
};

export const LEGAL_BASIS_LABELS: Readonly<Record<LegalBasis, Sentence>> = {
	kpa65: m.ticket_basis_kpa65,
	kpa231: m.ticket_basis_kpa231,
	kpa243: m.ticket_basis_kpa243,
	petitions6: m.ticket_basis_petitions6,
	other: m.ticket_basis_other
};

export const COMMAND_LABELS: Readonly<Record<CommandName, Sentence>> = {
	'ticket.register': m.ticket_command_register,
	'ticket.take': m.ticket_command_take,
	'ticket.mark': m.ticket_command_mark,
	'ticket.forward': m.ticket_command_forward,
	'ticket.takeOn': m.ticket_command_takeOn,
	'ticket.addNote': m.ticket_command_addNote,
	'ticket.assign': m.ticket_command_assign,
	'ticket.arrive': m.ticket_command_arrive,
	'ticket.addPhoto': m.ticket_command_addPhoto,
	'ticket.attachPhoto': m.ticket_command_attachPhoto,
	'ticket.return': m.ticket_command_return,
	'ticket.reportDone': m.ticket_command_reportDone,
	'ticket.end': m.ticket_command_end,
	'ticket.handTo112': m.ticket_command_handTo112,
	'ticket.endOutOfScope': m.ticket_command_endOutOfScope,
	'ticket.endOutsideCompetence': m.ticket_command_endOutsideCompetence,
	'ticket.endFax': m.ticket_command_endFax,
	'ticket.correctEnd': m.ticket_command_correctEnd,
	'ticket.handOver': m.ticket_command_handOver,
	'ticket.markDuplicate': m.ticket_command_markDuplicate,
	'ticket.markFollowUp': m.ticket_command_markFollowUp,
	'ticket.unlink': m.ticket_command_unlink,
	'ticket.askResident': m.ticket_command_askResident,
	'ticket.resume': m.ticket_command_resume,
	'ticket.logContact': m.ticket_command_logContact,
	'ticket.addRemark': m.ticket_command_addRemark,
	'ticket.disputeEnd': m.ticket_command_disputeEnd
};

type Params = NonNullable<Refusal['params']>;
const isStatus = (text: unknown): text is Status =>
	typeof text === 'string' && Object.hasOwn(STATUS_LABELS, text);
const statusIn = ({ status }: Params): string => (isStatus(status) ? STATUS_LABELS[status]() : '');

const REFUSALS: Readonly<Record<RefusalCode, (params: Params) => string>> = {
	notAllowed: () => m.ticket_refusal_notAllowed(),
	notOwner: () => m.ticket_refusal_notOwner(),
	otherDesk: () => m.ticket_refusal_otherDesk(),
	otherUnit: () => m.ticket_refusal_otherUnit(),
	wrongStatus: (params) => m.ticket_refusal_wrongStatus({ status: statusIn(params) }),
	notRegistered: () => m.ticket_refusal_notRegistered(),
	alreadyRegistered: () => m.ticket_refusal_alreadyRegistered(),
	lifeThreat: () => m.ticket_refusal_lifeThreat(),
	required: () => m.ticket_refusal_required(),
	tooLong: ({ limit }) =>
		limit === undefined ? m.ticket_refusal_tooLong() : m.ticket_refusal_tooLong_limit({ limit }),
	invalidEmail: () => m.ticket_refusal_invalidEmail(),
	invalidPhone: () => m.ticket_refusal_invalidPhone(),
	invalidReceiptCode: () => m.ticket_refusal_invalidReceiptCode(),
	unknownUnit: () => m.ticket_refusal_unknownUnit(),
	unknownArticle: () => m.ticket_refusal_unknownArticle(),
	unknownCategory: () => m.ticket_refusal_unknownCategory(),
	kindNotMarked: () => m.ticket_refusal_kindNotMarked(),
	webQueryMustBeForwarded: () => m.ticket_refusal_webQueryMustBeForwarded(),
	articleRequired: () => m.ticket_refusal_articleRequired(),
	faxHandledOutside: () => m.ticket_refusal_faxHandledOutside(),
	notFax: () => m.ticket_refusal_notFax(),
	unknownPerson: () => m.ticket_refusal_unknownPerson(),
	tooLate: ({ days }) => m.ticket_refusal_tooLate({ days: days ?? '' }),
	tooManyPhotos: ({ limit }) => m.ticket_refusal_tooManyPhotos({ limit: limit ?? '' }),
	alreadyWaiting: () => m.ticket_refusal_alreadyWaiting(),
	notWaiting: () => m.ticket_refusal_notWaiting(),
	unknownTicket: () => m.ticket_refusal_unknownTicket(),
	mainEnded: () => m.ticket_refusal_mainEnded(),
	followsMain: ({ number }) => m.ticket_refusal_followsMain({ number: number ?? '' }),
	mainFollows: ({ number }) => m.ticket_refusal_mainFollows({ number: number ?? '' }),
	hasDuplicates: () => m.ticket_refusal_hasDuplicates(),
	alreadyLinked: () => m.ticket_refusal_alreadyLinked(),
	unknownCommand: () => m.ticket_refusal_unknownCommand(),
	invalidArguments: () => m.ticket_refusal_invalidArguments(),
	predecessorRefused: () => m.ticket_refusal_predecessorRefused()
};

export const refusalSentence = ({ code, params }: Refusal): string => REFUSALS[code](params ?? {});

/** Why an act came back; undefined while it waits or when it was carried out. */
export function outcomeSentence(outcome: FinalOutcome | null): string | undefined {
	if (outcome === null || outcome.status === 'applied') return undefined;
	return outcome.status === 'quarantined'
		? m.ticket_quarantined()
		: refusalSentence(outcome.refusal);
}

/** How a unit or cell is called here: asked of the reference rows that the screen holds. */
export type NameOfUnit = (competence: Competence) => string;

/** What a timeline entry says in its first line. */
export function entrySentence(entry: TimelineEntry, nameOfUnit: NameOfUnit): string {
	switch (entry.type) {
		case 'registered':
			return m.ticket_event_registered();
		case 'taken':
			return m.ticket_event_taken();
		case 'marked':
			return entry.kind === 'intervention'
				? m.ticket_event_marked_intervention()
				: m.ticket_event_marked_query();
		case 'forwarded':
			return m.ticket_event_forwarded({ unit: nameOfUnit(entry.competent) });
		case 'takenOn':
			return m.ticket_event_takenOn();
		case 'noteAdded':
			return m.ticket_event_noteAdded();
		case 'photoAttached':
			return m.ticket_event_photoAttached();
		case 'returned':
			return m.ticket_event_returned();
		case 'doneReported':
			return m.ticket_event_doneReported({ manner: MANNER_LABELS[entry.manner]() });
		case 'reportedLate':
			return m.ticket_event_reportedLate({ manner: MANNER_LABELS[entry.manner]() });
		case 'ended':
			return endSentence(entry, nameOfUnit);
		case 'endCorrected':
			return entry.by.type === 'system'
				? m.ticket_event_backWithMain()
				: m.ticket_event_endCorrected();
		case 'remarkAdded':
			return m.ticket_event_remarkAdded();
		case 'endDisputed':
			return m.ticket_event_endDisputed();
		case 'handedOver':
			return m.ticket_event_handedOver({ name: entry.owner.name });
		case 'contactLogged':
			return m.ticket_event_contactLogged({
				means: MEANS_LABELS[entry.means](),
				partner: entry.partner
			});
		case 'linked':
			return m.ticket_event_linked({ link: linkSentence(entry.link) });
		case 'unlinked':
			return unlinkSentence(entry);
		case 'residentAsked':
			return m.ticket_event_residentAsked();
		case 'resumed':
			return m.ticket_event_resumed();
		case 'reminded':
		case 'escalated':
			return noticeSentence(entry, nameOfUnit);
		case 'assigned':
			return m.ticket_event_assigned({ name: entry.assignee.name });
		case 'arrived':
			return m.ticket_event_arrived();
		case 'rated':
			return m.ticket_event_rated();
		case 'endAnnounced':
			return m.ticket_event_endAnnounced({ day: inDay(entry.lastDay) });
	}
}

const LINKS: Readonly<Record<LinkSide, (link: { readonly number: string }) => string>> = {
	duplicateOf: m.ticket_link_duplicateOf,
	hasDuplicate: m.ticket_link_hasDuplicate,
	followUpOf: m.ticket_link_followUpOf,
	hasFollowUp: m.ticket_link_hasFollowUp,
	partOf: m.ticket_link_partOf,
	hasPart: m.ticket_link_hasPart
};
export const linkSentence = ({ as, number }: Link): string => LINKS[as]({ number });

function unlinkSentence({ link, by }: Extract<TimelineEntry, { type: 'unlinked' }>): string {
	return by.type === 'system' && link.as === 'duplicateOf'
		? m.ticket_event_released({ number: link.number })
		: m.ticket_event_unlinked({ link: linkSentence(link) });
}

type Notice = Extract<TimelineEntry, { type: 'reminded' | 'escalated' }>;
function noticeSentence(entry: Notice, nameOfUnit: NameOfUnit): string {
	const unit = nameOfUnit({ unitId: entry.unitId, cellId: null });
	if (entry.type === 'reminded')
		return m.ticket_event_reminded({ who: entry.to?.name ?? unit, due: inFull(entry.dueAt).text });
	return entry.clock === 'takeOn'
		? m.ticket_event_escalated_takeOn({ unit })
		: m.ticket_event_escalated_report({ unit });
}

type End = Extract<TimelineEntry, { type: 'ended' }>;
function endSentence({ ending, competent, disposal }: End, nameOfUnit: NameOfUnit): string {
	const end = m.ticket_event_ended({ ending: ENDING_LABELS[ending]() });
	if (competent) return m.ticket_event_ended_to({ end, addressee: nameOfUnit(competent) });
	if (!disposal) return end;
	const { addressee, legalBasis } = disposal;
	const basis = LEGAL_BASIS_LABELS[legalBasis]();
	return m.ticket_event_ended_by({ end, addressee, basis });
}

const BY: Readonly<Record<Author['type'], (author: Author) => string>> = {
	staff: ({ name }) => name,
	device: () => m.ticket_by_resident_kiosk(),
	anonymous: () => m.ticket_by_resident(),
	system: () => m.ticket_by_system()
};
export const authorName = (author: Author): string => BY[author.type](author);

export const numberOf = ({ number }: Ticket): string => number ?? m.ticket_without_number();

/** A ticket in a line: the beginning of what the resident said. */
export function titleOf({ description }: Pick<Ticket, 'description'>): string {
	const [line = ''] = description.split('\n', 1);
	return line.length <= 90 ? line : `${line.slice(0, 88).trimEnd()}…`;
}
