/** What heads submit and editors decide (§ 12): a new article or an amendment, on its way to be published. */
import * as v from 'valibot';
import { submittedContentSchema } from './article.ts';
import { because } from './refusals.ts';
import { date, line, text, uuid } from './values.ts';

export const PROPOSAL_STATES = [
	'submitted', // waits for WZKM
	'sentBack', // waits for the head, with what is to be put right
	'accepted', // published, or begins on a day to come
	'takenBack' // by whoever submitted it
] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];
export type ByProposalState<T> = Readonly<Record<ProposalState, T>>;

/** Whoever may still do something with it is one of the two. */
export const isOpen = (state: ProposalState): boolean =>
	state === 'submitted' || state === 'sentBack';

const counted = v.pipe(v.number(), v.integer(), v.minValue(1));
/** To the other side of the review; the same for who submits and who decides. */
export const remarkSchema = text;

export const submissionSchema = v.strictObject({
	/** Made by the device, so that what is sent twice is submitted once. */
	id: uuid,
	/** Null for a new article. */
	articleId: v.nullable(uuid),
	/** The version that it was made from; null for a new article. */
	baseNo: v.nullable(counted),
	content: submittedContentSchema,
	remark: v.nullable(remarkSchema),
	/** The state that the writer has seen, where it was submitted before. */
	seen: v.nullable(counted)
});
export type Submission = v.InferOutput<typeof submissionSchema>;

export const acceptanceSchema = v.strictObject({
	id: uuid,
	seen: counted,
	/** The newest version that the difference was looked at against; null for a new article. */
	newestNo: v.nullable(counted),
	keywords: v.pipe(v.array(line), v.nonEmpty(because('keywordMissing'))),
	categories: v.pipe(v.array(line), v.nonEmpty(because('categoryMissing'))),
	/** The first day; today or earlier means at once. */
	validFrom: date
});
export type Acceptance = v.InferOutput<typeof acceptanceSchema>;
