import type { Proof } from '../org/categories.ts';
import type {
	Channel,
	Correctable,
	Desk,
	Ending,
	Kind,
	LegalBasis,
	LinkSide,
	Manner,
	Means,
	Status
} from './vocabulary.ts';

/** A person as a ticket remembers them: the name stays true even when the person has left. */
export type PersonReference = { readonly id: string; readonly name: string };

/** Who did it: a person, a device on behalf of a resident, or the centre's own clock. */
export type Author = PersonReference & {
	readonly type: 'staff' | 'device' | 'anonymous' | 'system';
};

export type Contact = {
	readonly name: string | null;
	readonly phone: string | null;
	readonly email: string | null;
	/** The resident wants e-mail about the ticket; absent without their consent. */
	readonly letters?: boolean;
};

/** Where a ticket goes: a unit (jednostka) and, inside it, perhaps a cell (komórka). */
export type Competence = { readonly unitId: string; readonly cellId: string | null };

/** The unit proposed at intake, and from what it follows (R13.1: article first, then category). */
export type Suggestion = Competence & { readonly from: 'article' | 'category' };

/** To whom a matter that is not the city's was passed on, and by which law. */
export type Disposal = { readonly addressee: string; readonly legalBasis: LegalBasis };

export type Photo = {
	/** SHA-256 of the bytes, hexadecimal; also the name under which they are stored. */
	readonly sha256: string;
	readonly type: string;
	readonly bytes: number;
	readonly caption: string;
};

/** A PDF. */
export type AttachedDocument = {
	/** As of a photograph. */
	readonly sha256: string;
	readonly bytes: number;
	readonly name: string;
};

/** What a report shows of what its category demands. */
export type Shown = { readonly photos: readonly string[]; readonly checked: readonly string[] };

export type Report = {
	readonly manner: Manner;
	readonly text: string;
	readonly at: string;
	readonly by: PersonReference;
};

/** What the resident said, as it was taken down. Place and contact may be put right; the words never are. */
export type Intake = {
	readonly channel: Channel;
	/** The device's or the desk's place, where the resident stood. */
	readonly placeId: string | null;
	readonly declaredKind: Kind;
	readonly description: string;
	readonly location: string;
	readonly contact: Contact | null;
	readonly articleId: string | null;
	readonly categoryId: string | null;
	readonly receiptCode: string;
	/** The version of the portal's terms that it was sent under (R4.2); absent for what came another way. */
	readonly terms?: number;
};

/** Which clock of § 9(4): until the unit takes a ticket on, and until it reports that it is done. */
export const CLOCKS = ['takeOn', 'report'] as const;
export type Clock = (typeof CLOCKS)[number];

/** A clock of a ticket that came near its limit or passed it; one is known by its beginning. */
export type ClockNotice = {
	readonly clock: Clock;
	/** ISO 8601 UTC, like the others. */
	readonly startedAt: string;
	readonly dueAt: string;
	readonly limitHours: number;
	readonly unitId: string;
};

/** Another ticket, which may be gone by the time somebody follows this (R3.3). */
export type TicketReference = { readonly ticketId: string; readonly number: string };

/** How this ticket stands to another; the other one says the same from its side. */
export type Link = TicketReference & { readonly as: LinkSide };

/** The resident was asked for something, and nobody can go on before the answer. */
export type Waiting = { readonly since: string; readonly question: string };

/** What a unit says of a ticket when it is through with it. */
type Reported = {
	readonly manner: Manner;
	readonly text: string;
	/** Absent where nothing was demanded, or nothing was shown. */
	readonly proof?: Shown;
};

type EventBase = {
	/** The command this came from; an event is applied once however often it is offered. */
	readonly commandId: string;
	/** Server time, ISO 8601 UTC; the device's own time while a command waits. */
	readonly at: string;
	readonly by: Author;
};

type EventData =
	| {
			readonly type: 'registered';
			readonly ticketId: string;
			readonly number: string | null;
			readonly capturedAt: string;
			readonly desk: Desk;
			readonly intake: Intake;
			readonly suggestion: Suggestion | null;
			/** The ticket that this matter was taken out of. */
			readonly partOf?: TicketReference;
			/** What its category demanded of a report on that day; crews need no network to know it. */
			readonly proof?: Proof;
	  }
	| { readonly type: 'taken'; readonly owner: PersonReference }
	| { readonly type: 'marked'; readonly kind: Kind }
	| { readonly type: 'forwarded'; readonly competent: Competence; readonly text: string }
	| { readonly type: 'takenOn'; readonly assignee: PersonReference }
	| { readonly type: 'assigned'; readonly assignee: PersonReference; readonly text: string }
	/** Somebody is on the spot. */
	| { readonly type: 'arrived' }
	| { readonly type: 'noteAdded'; readonly text: string }
	| { readonly type: 'photoAttached'; readonly photo: Photo }
	| { readonly type: 'documentAttached'; readonly document: AttachedDocument }
	| { readonly type: 'returned'; readonly text: string }
	| (Reported & { readonly type: 'doneReported' })
	/** It came when another report or the end was there already: kept and seen, and nothing follows. */
	| (Reported & { readonly type: 'reportedLate' })
	| {
			readonly type: 'ended';
			readonly ending: Ending;
			readonly articleId: string | null;
			readonly text: string;
			/** Forwarded and ended in one step, § 10(1). */
			readonly competent?: Competence;
			/** Whose it is by law, § 10(2). */
			readonly disposal?: Disposal;
	  }
	| { readonly type: 'endCorrected'; readonly text: string }
	/** What the resident added later, by the code of the receipt. */
	| { readonly type: 'remarkAdded'; readonly text: string }
	/** The resident wants no more e-mail. */
	| { readonly type: 'lettersStopped' }
	/** The resident says that it is not done. */
	| { readonly type: 'endDisputed'; readonly text: string }
	| { readonly type: 'handedOver'; readonly owner: PersonReference; readonly text: string }
	| {
			readonly type: 'contactLogged';
			readonly means: Means;
			readonly partner: string;
			readonly text: string;
	  }
	| {
			readonly type: 'corrected';
			readonly field: Correctable;
			/** Empty where there was nothing. */
			readonly was: string;
			/** Empty where there is nothing now. */
			readonly value: string;
	  }
	| { readonly type: 'linked'; readonly link: Link; readonly text: string }
	| { readonly type: 'unlinked'; readonly link: Link; readonly text: string }
	| { readonly type: 'residentAsked'; readonly text: string }
	| { readonly type: 'resumed'; readonly text: string }
	/** The centre's own: near the limit, for whoever carries it out; null is the whole unit. */
	| (ClockNotice & { readonly type: 'reminded'; readonly to: PersonReference | null })
	/** Past the limit, for the unit's head. */
	| (ClockNotice & { readonly type: 'escalated' })
	/** The resident answered the one question after the end; how, is counted and stands nowhere here. */
	| { readonly type: 'rated' }
	/** R3.2: still open, so many days before its time ends. */
	| { readonly type: 'endAnnounced'; readonly days: number; readonly lastDay: string };

export type TicketEvent = EventBase & EventData;
export type TicketEventData = EventData;

/** What the timeline shows: an event without the intake, which the ticket holds once. */
export type TimelineEntry = EventBase &
	(Exclude<EventData, { type: 'registered' }> | { readonly type: 'registered' });

type Stage =
	| { readonly status: 'registered' }
	| { readonly status: 'taken'; readonly owner: PersonReference }
	| {
			readonly status: 'forwarded';
			readonly owner: PersonReference;
			readonly competent: Competence;
			/** Whom the unit means it for; anybody of the unit may take it on. */
			readonly planned?: PersonReference;
	  }
	| {
			readonly status: 'inProgress';
			readonly owner: PersonReference;
			readonly competent: Competence;
			readonly assignee: PersonReference;
	  }
	| {
			readonly status: 'reported';
			readonly owner: PersonReference;
			readonly competent: Competence;
			readonly assignee: PersonReference;
			readonly report: Report;
	  }
	| {
			readonly status: 'ended';
			readonly owner: PersonReference;
			readonly competent: Competence | null;
			readonly assignee: PersonReference | null;
			readonly report: Report | null;
			readonly ending: Ending;
			readonly endedAt: string;
	  };

export type TicketCore = Omit<Intake, 'receiptCode'> & {
	readonly id: string;
	/** Null while the registration waits on a device. */
	readonly number: string | null;
	/** Null for readers who may not see it: whoever knows it can ask for the ticket's state. */
	readonly receiptCode: string | null;
	/** Server time of registration; it alone counts for retention (R3.2). */
	readonly registeredAt: string;
	readonly capturedAt: string;
	readonly desk: Desk;
	/** Null until the consultant marks it (R9.3). */
	readonly kind: Kind | null;
	readonly suggestion: Suggestion | null;
	/** What a report must show; absent where its words are enough. */
	readonly proof?: Proof;
	/** The question after the end was answered, and is asked once. */
	readonly rated?: true;
	/** Absent where nobody waits. It ends with whatever brings the ticket on. */
	readonly waiting?: Waiting;
	/** Absent where there are none. */
	readonly links?: readonly Link[];
	readonly timeline: readonly TimelineEntry[];
};

export type Ticket = TicketCore & Stage;
export type TicketIn<S extends Status> = TicketCore & Extract<Stage, { status: S }>;

export const competentOf = (ticket: Ticket): Competence | null =>
	'competent' in ticket ? ticket.competent : null;
export const ownerOf = (ticket: Ticket): PersonReference | null =>
	'owner' in ticket ? ticket.owner : null;
/** Who carries it out, or is meant to. */
export function assignedTo(ticket: Ticket): PersonReference | null {
	if (ticket.status === 'forwarded') return ticket.planned ?? null;
	return 'assignee' in ticket ? ticket.assignee : null;
}
export const hasApplied = (ticket: Ticket, commandId: string): boolean =>
	ticket.timeline.some((entry) => entry.commandId === commandId);
