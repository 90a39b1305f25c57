/** What a timeline says for people: one sentence for each thing that can happen to a ticket. */
import { DEMANDED } from '#lib/domain/ticket/report.ts';
import type { Author, Competence, Link, Ticket, TimelineEntry } from '#lib/domain/ticket/ticket.ts';
import type { LinkSide } from '#lib/domain/ticket/vocabulary.ts';
import { m } from '#lib/paraglide/messages.js';
import { inDay, inFull } from './moments.ts';
import {
	CORRECTABLE_LABELS,
	ENDING_LABELS,
	LEGAL_BASIS_LABELS,
	MANNER_LABELS,
	MEANS_LABELS
} from './words.ts';

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
		case 'documentAttached':
			return m.ticket_event_documentAttached();
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
		case 'lettersStopped':
			return m.ticket_event_lettersStopped();
		case 'corrected':
			return correctionSentence(entry);
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

/** What a report shows of what its category demands (§ 9(4)), for whoever is to end the ticket on its strength. */
export function shownSentence(entry: TimelineEntry, ticket: Ticket): string | undefined {
	if (entry.type !== 'doneReported' && entry.type !== 'reportedLate') return undefined;
	const { proof, manner } = entry;
	const wanted = ticket.proof?.photo === true && DEMANDED[manner].photo;
	if (!proof) return wanted ? m.ticket_event_shown_nothing() : undefined;
	const { checked, photos } = proof;
	const said = [
		checked.length > 0 ? m.ticket_event_shown_checked({ items: checked.join('; ') }) : '',
		photos.length > 0 ? photosSentence(photos, ticket) : ''
	];
	return said.filter((one) => one !== '').join(' ') || undefined;
}

function photosSentence(photos: readonly string[], { timeline }: Ticket): string {
	const there = timeline.flatMap((one) => (one.type === 'photoAttached' ? one.photo.sha256 : []));
	const missing = photos.filter((sha256) => !there.includes(sha256)).length;
	const count = photos.length;
	return missing === 0
		? m.ticket_event_shown_photos({ count })
		: m.ticket_event_shown_photos_missing({ count, missing });
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

type Correction = Extract<TimelineEntry, { type: 'corrected' }>;
function correctionSentence({ field, was, value }: Correction): string {
	const shown = (text: string): string => (text === '' ? m.ticket_nothing() : `„${text}”`);
	return m.ticket_event_corrected({
		...{ field: CORRECTABLE_LABELS[field](), was: shown(was), value: shown(value) }
	});
}

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
