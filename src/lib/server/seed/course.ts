/** The acts that bring an invented ticket to where it stands, each with who does it and when. */
import type { Actor, StaffActor } from '#lib/domain/org/roles.ts';
import type { CommandName, RawArguments } from '#lib/domain/ticket/arguments.ts';
import type { Routed } from '#lib/domain/ticket/routing.ts';
import type { Channel, Kind, Manner, Status } from '#lib/domain/ticket/vocabulary.ts';
import type { Chance } from './random.ts';

export type Act = {
	readonly name: CommandName;
	readonly args: object;
	readonly by: Actor;
	/** Working minutes since the act before it. */
	readonly afterMinutes: number;
};

/** What a ticket is about and how far it shall get. */
export type Plan = {
	readonly kind: Kind;
	readonly channel: Channel;
	readonly status: Status;
	readonly registration: RawArguments<'ticket.register'>;
	readonly competent: Routed;
	/** The article by which it is handled in the end. */
	readonly articleId: string | null;
	readonly report: { readonly manner: Manner; readonly text: string };
	readonly answer: string;
	readonly note: string | null;
	/** Ends with a hand-over to 112. */
	readonly becameUrgent: boolean;
};

export type Cast = {
	readonly registrar: Actor;
	/** Of the desk that the channel leads to. */
	readonly consultant: StaffActor;
	/** Second line of the competent unit or cell. */
	readonly performer: StaffActor;
	/** Second line of a unit that is not competent. */
	readonly bystander: { readonly actor: StaffActor; readonly unitId: string };
};

export function courseOf(plan: Plan, cast: Cast, chance: Chance): readonly Act[] {
	const acts: Act[] = [];
	const act = <Name extends CommandName>(
		name: Name,
		args: RawArguments<Name>,
		{ by, within }: { by: Actor; within: readonly [least: number, most: number] }
	): void => void acts.push({ name, args, by, afterMinutes: chance.between(...within) });
	const { consultant, performer } = cast;
	const reaches = (status: Status): boolean =>
		STAGES.indexOf(plan.status) >= STAGES.indexOf(status);

	act('ticket.register', plan.registration, { by: cast.registrar, within: [0, 0] });
	if (!reaches('taken')) return acts;
	const spoken = plan.channel === 'phone' || plan.channel === 'chat';
	act('ticket.take', {}, { by: consultant, within: spoken ? [1, 4] : [5, 60] });
	if (plan.becameUrgent) {
		act('ticket.handTo112', { text: URGENT }, { by: consultant, within: [1, 3] });
		return acts;
	}
	// One in the queue that was only just taken has no kind yet.
	if (plan.status !== 'taken' || !chance.oneIn(3))
		act('ticket.mark', { kind: plan.kind }, { by: consultant, within: [1, 4] });
	if (plan.status === 'taken') return acts;
	if (plan.channel === 'fax') {
		act('ticket.endFax', { text: FAXED }, { by: consultant, within: [30, 400] });
		return acts;
	}
	if (answersFromArticle(plan, chance)) {
		const args = { articleId: plan.articleId, text: plan.answer };
		act('ticket.end', args, { by: consultant, within: [3, 30] });
		return acts;
	}
	if (chance.oneIn(14)) {
		const { actor, unitId } = cast.bystander;
		act('ticket.forward', { unitId, cellId: null }, { by: consultant, within: [2, 10] });
		act('ticket.return', { text: NOT_OURS }, { by: actor, within: [30, 300] });
	}
	const forwarded = { ...plan.competent, text: chance.oneIn(3) ? chance.pick(FORWARDED) : '' };
	act('ticket.forward', forwarded, { by: consultant, within: [2, 12] });
	if (plan.note !== null && chance.oneIn(2))
		act('ticket.addNote', { text: plan.note }, { by: consultant, within: [20, 200] });
	if (!reaches('inProgress')) return acts;
	act('ticket.takeOn', {}, { by: performer, within: [15, 350] });
	if (chance.oneIn(3))
		act('ticket.addNote', { text: chance.pick(UNDER_WAY) }, { by: performer, within: [10, 90] });
	if (!reaches('reported')) return acts;
	act('ticket.reportDone', { ...plan.report, proof: null }, { by: performer, within: [60, 1400] });
	if (!reaches('ended')) return acts;
	const args = { articleId: plan.articleId, text: plan.answer };
	act('ticket.end', args, { by: consultant, within: [15, 300] });
	return acts;
}

const STAGES: readonly Status[] = [
	'registered',
	'taken',
	'forwarded',
	'inProgress',
	'reported',
	'ended'
];

/** § 8(2): two of three questions; never one from the web form, § 8(3). */
const answersFromArticle = (plan: Plan, chance: Chance): boolean =>
	plan.status === 'ended' &&
	plan.kind === 'query' &&
	plan.channel !== 'web' &&
	plan.articleId !== null &&
	!chance.oneIn(3);

const FAXED = 'Załatwiono poza systemem. Odpowiedź odesłano faksem na numer nadawcy.';
const URGENT =
	'W rozmowie okazało się, że ktoś jest w niebezpieczeństwie. Połączono z numerem 112, dalej działają służby ratunkowe.';
const NOT_OURS =
	'To nie jest teren ani sprawa naszej jednostki. Prosimy o przekazanie do właściwej.';
const FORWARDED = [
	'Proszę o informację, kiedy można się spodziewać wykonania.',
	'Zgłaszający prosi o kontakt po zakończeniu.',
	'To drugie zgłoszenie z tej okolicy w tym tygodniu.'
] as const;
const UNDER_WAY = [
	'Byliśmy na miejscu, potrzebny jest drugi przyjazd ze sprzętem.',
	'Ustalono zarządcę terenu, sprawa jest nasza.',
	'Wykonanie zaplanowane na najbliższe dni robocze.'
] as const;
