/** Lines of a talk in words, as one of its two sides is shown them. */
import type { Talk } from '#lib/client/chat/talk.svelte.ts';
import type { Line, LineType, Speaker } from '#lib/domain/chat/talk.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ShownLine } from '#lib/ui/chat/shown-line.ts';
import { inClock } from '../moments.ts';

const EVENTS: Readonly<Record<Exclude<LineType, 'said'>, (line: Line) => string>> = {
	accepted: ({ name }) => m.chat_line_accepted({ name }),
	released: () => m.chat_line_released(),
	registered: ({ text }) => m.chat_line_registered({ number: text }),
	ended: () => m.chat_line_ended()
};

const NAMES: Readonly<Record<Speaker, () => string>> = {
	resident: m.chat_resident,
	consultant: m.chat_consultant
};

/** @param me whose screen it is; null for somebody who only reads */
export function shownLine(line: Line, me: Speaker | null): ShownLine {
	const at = { iso: line.at, text: inClock(line.at) };
	if (line.type !== 'said')
		return { id: line.id, side: 'event', who: '', at, text: EVENTS[line.type](line) };
	const isMine = line.by === me;
	const who = isMine ? m.chat_me() : line.name || NAMES[line.by]();
	return { id: line.id, side: isMine ? 'mine' : 'theirs', who, at, text: line.text };
}

/** What the server has, and after it what was written here and is on its way. */
export function shownLines(
	{ lines, written, link, closed }: Pick<Talk, 'lines' | 'written' | 'link' | 'closed'>,
	me: Speaker
): readonly ShownLine[] {
	const onItsWay = link === 'waiting' ? m.chat_line_waiting() : m.chat_line_sending();
	const late = closed === 'full' ? m.chat_line_full() : m.chat_line_late();
	const mine = written.map(({ id, text }): ShownLine => ({
		...{ id, text, side: 'mine', who: m.chat_me(), at: null },
		state: closed ? late : onItsWay
	}));
	return [...lines.map((line) => shownLine(line, me)), ...mine];
}
