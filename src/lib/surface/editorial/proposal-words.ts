import type { Attention } from '#lib/domain/article/attention.ts';
import type { ByProposalState } from '#lib/domain/article/proposal.ts';
import { m } from '#lib/paraglide/messages.js';
import { FIELD_LABELS } from '#lib/ui/article/field-words.ts';
import { dateInWords } from '#lib/ui/article/written.ts';

export const STATE_LABELS: ByProposalState<() => string> = {
	submitted: m.editorial_state_submitted,
	sentBack: m.editorial_state_sentBack,
	accepted: m.editorial_state_accepted,
	takenBack: m.editorial_state_takenBack
};

const DATED = {
	endsSoon: m.editorial_attention_endsSoon,
	ended: m.editorial_attention_ended,
	reviewDue: m.editorial_attention_reviewDue
} as const;

export const attentionSentence = (one: Attention): string =>
	one.type === 'left'
		? m.editorial_attention_left({ field: FIELD_LABELS[one.key](), name: one.name })
		: DATED[one.type]({ day: dateInWords(one.day) });
