import type { Letter } from '#lib/domain/ticket/letters.ts';
import { m } from '#lib/paraglide/messages.js';

type About = { readonly number: string; readonly origin: string };
type Sentence = (about: { readonly number: string }) => string;

const SUBJECTS: Readonly<Record<Letter, Sentence>> = {
	registered: m.letter_registered_subject,
	asked: m.letter_asked_subject,
	ended: m.letter_ended_subject,
	reopened: m.letter_reopened_subject
};
const TEXTS: Readonly<Record<Letter, Sentence>> = {
	registered: m.letter_registered_text,
	asked: m.letter_asked_text,
	ended: m.letter_ended_text,
	reopened: m.letter_reopened_text
};

/** What a letter says: what happened and where more is to be read, by the code that only the receipt has. */
export function letterText(
	kind: Letter,
	{ number, origin }: About
): { readonly subject: string; readonly text: string } {
	const paragraphs = [
		m.letter_greeting(),
		TEXTS[kind]({ number }),
		m.letter_where({ address: `${origin}/sprawdz` }),
		m.letter_stop(),
		m.letter_signature()
	];
	return { subject: SUBJECTS[kind]({ number }), text: `${paragraphs.join('\n\n')}\n` };
}
