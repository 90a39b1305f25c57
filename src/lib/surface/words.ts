/** The words of tickets for people: each closed list of the domain beside its sentences. */
import type { CommandName } from '#lib/domain/ticket/arguments.ts';
import type { Refusal, RefusalCode } from '#lib/domain/ticket/refusals.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import type {
	ByChannel,
	ByStatus,
	Correctable,
	Desk,
	Ending,
	Kind,
	LegalBasis,
	Manner,
	Means,
	Satisfaction,
	Status
} from '#lib/domain/ticket/vocabulary.ts';
import { m } from '#lib/paraglide/messages.js';
import type { FinalOutcome } from '#lib/sync/protocol.ts';
import { inFull } from './moments.ts';

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

export const CORRECTABLE_LABELS: Readonly<Record<Correctable, Sentence>> = {
	location: m.ticket_correctable_location,
	name: m.ticket_correctable_name,
	phone: m.ticket_correctable_phone,
	email: m.ticket_correctable_email
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
	'ticket.attachDocument': m.ticket_command_attachDocument,
	'ticket.addDocument': m.ticket_command_addDocument,
	'ticket.return': m.ticket_command_return,
	'ticket.reportDone': m.ticket_command_reportDone,
	'ticket.end': m.ticket_command_end,
	'ticket.handTo112': m.ticket_command_handTo112,
	'ticket.endOutOfScope': m.ticket_command_endOutOfScope,
	'ticket.endOutsideCompetence': m.ticket_command_endOutsideCompetence,
	'ticket.endFax': m.ticket_command_endFax,
	'ticket.correctEnd': m.ticket_command_correctEnd,
	'ticket.handOver': m.ticket_command_handOver,
	'ticket.correct': m.ticket_command_correct,
	'ticket.markDuplicate': m.ticket_command_markDuplicate,
	'ticket.markFollowUp': m.ticket_command_markFollowUp,
	'ticket.unlink': m.ticket_command_unlink,
	'ticket.askResident': m.ticket_command_askResident,
	'ticket.resume': m.ticket_command_resume,
	'ticket.logContact': m.ticket_command_logContact,
	'ticket.addRemark': m.ticket_command_addRemark,
	'ticket.stopLetters': m.ticket_command_stopLetters,
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
	tooManyDocuments: ({ limit }) => m.ticket_refusal_tooManyDocuments({ limit: limit ?? '' }),
	tooLarge: m.ticket_refusal_tooLarge,
	photoRequired: m.ticket_refusal_photoRequired,
	checklistOpen: m.ticket_refusal_checklistOpen,
	tooManyPhotos: ({ limit }) => m.ticket_refusal_tooManyPhotos({ limit: limit ?? '' }),
	noLetters: m.ticket_refusal_noLetters,
	alreadyWaiting: () => m.ticket_refusal_alreadyWaiting(),
	notWaiting: () => m.ticket_refusal_notWaiting(),
	unknownTicket: () => m.ticket_refusal_unknownTicket(),
	mainEnded: () => m.ticket_refusal_mainEnded(),
	followsMain: ({ number }) => m.ticket_refusal_followsMain({ number: number ?? '' }),
	mainFollows: ({ number }) => m.ticket_refusal_mainFollows({ number: number ?? '' }),
	hasDuplicates: () => m.ticket_refusal_hasDuplicates(),
	changedMeanwhile: ({ now, name, at }) =>
		m.ticket_refusal_changedMeanwhile({
			...{ name: name ?? '', now: now === '' ? m.ticket_nothing() : (now ?? '') },
			at: inFull(String(at)).text
		}),
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

export const numberOf = ({ number }: Ticket): string => number ?? m.ticket_without_number();

/** A ticket in a line: the beginning of what the resident said. */
export function titleOf({ description }: Pick<Ticket, 'description'>): string {
	const [line = ''] = description.split('\n', 1);
	return line.length <= 90 ? line : `${line.slice(0, 88).trimEnd()}…`;
}
