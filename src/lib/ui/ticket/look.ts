import AlarmClock from '@lucide/svelte/icons/alarm-clock';
import BellRing from '@lucide/svelte/icons/bell-ring';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import ClipboardCheck from '@lucide/svelte/icons/clipboard-check';
import CloudUpload from '@lucide/svelte/icons/cloud-upload';
import Forward from '@lucide/svelte/icons/forward';
import ClockAlert from '@lucide/svelte/icons/clock-alert';
import Hammer from '@lucide/svelte/icons/hammer';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Inbox from '@lucide/svelte/icons/inbox';
import Link2 from '@lucide/svelte/icons/link-2';
import MessageCircleQuestion from '@lucide/svelte/icons/message-circle-question-mark';
import PenLine from '@lucide/svelte/icons/pen-line';
import Timer from '@lucide/svelte/icons/timer';
import TrafficCone from '@lucide/svelte/icons/traffic-cone';
import UserCheck from '@lucide/svelte/icons/user-check';
import type { LucideIcon } from '@lucide/svelte';
import type { Kind, Status } from '#lib/domain/ticket/vocabulary.ts';
import type { Tone } from '../style/tone.ts';

/** A ticket on this device may be shown before it is one to the server. */
export type ShownStatus = Status | 'draft';
/** A ticket whose kind the consultant has not decided yet. */
export type ShownKind = Kind | 'unmarked';

type Look = { readonly tone: Tone; readonly icon: LucideIcon };

/** `reported` alone is warm: it waits for the consultant who took the ticket, § 9(6). */
export const STATUS_LOOKS: Readonly<Record<ShownStatus, Look>> = {
	draft: { tone: 'neutral', icon: PenLine },
	registered: { tone: 'neutral', icon: Inbox },
	taken: { tone: 'info', icon: UserCheck },
	forwarded: { tone: 'info', icon: Forward },
	inProgress: { tone: 'info', icon: Hammer },
	reported: { tone: 'warning', icon: ClipboardCheck },
	ended: { tone: 'success', icon: CircleCheck }
};

/** How the clock of § 9(4) stands; each has its own shape beside its colour and its words. */
export type ShownClock = 'green' | 'amber' | 'red' | 'waiting';
export const CLOCK_LOOKS: Readonly<Record<ShownClock, Look>> = {
	green: { tone: 'success', icon: Timer },
	amber: { tone: 'warning', icon: AlarmClock },
	red: { tone: 'danger', icon: ClockAlert },
	waiting: { tone: 'info', icon: Hourglass }
};

/** What is to be noticed about a ticket beside its state and its clock. */
export type Mark =
	| 'together' // it goes the way of another ticket
	| 'escalated' // the head of the unit was told, § 9(4)
	| 'ending' // its time ends soon (R3.2)
	| 'waiting'; // changed on this device and not sent yet
export const MARK_LOOKS: Readonly<Record<Mark, Look>> = {
	together: { tone: 'info', icon: Link2 },
	escalated: { tone: 'danger', icon: BellRing },
	ending: { tone: 'warning', icon: CalendarClock },
	waiting: { tone: 'warning', icon: CloudUpload }
};

export const KIND_ICONS: Readonly<Record<ShownKind, LucideIcon>> = {
	unmarked: CircleHelp,
	query: MessageCircleQuestion,
	intervention: TrafficCone
};
