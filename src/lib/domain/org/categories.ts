/** Categories of interventions (§ 1(2)), each with who is competent where no article says otherwise. */
import * as v from 'valibot';
import { codeSchema, nameSchema } from './units.ts';

const uuid = v.pipe(v.string(), v.uuid());

/** As many as somebody goes through on the spot, in the rain; each fits two lines of a phone. */
export const PROOF_LIMITS = { items: 12, item: 120 } as const;

/** What a report of a category must show (§ 9(4)). Nothing demanded is no proof at all, never an empty one. */
export const proofSchema = v.pipe(
	v.strictObject({
		/** At least one photograph, taken since the ticket was taken on. */
		photo: v.boolean('invalidArguments'),
		/** What is looked at one by one, in this order. */
		checklist: v.pipe(
			v.array(
				v.pipe(
					v.string('invalidArguments'),
					v.trim(),
					v.nonEmpty('required'),
					v.maxLength(PROOF_LIMITS.item, 'tooLong')
				),
				'invalidArguments'
			),
			v.maxLength(PROOF_LIMITS.items, 'tooMany'),
			v.check((items) => new Set(items).size === items.length, 'twice')
		)
	}),
	v.check(({ photo, checklist }) => photo || checklist.length > 0, 'invalidArguments')
);
export type Proof = Readonly<{ photo: boolean; checklist: readonly string[] }>;

/** As the Pełnomocnik says it; null demands nothing more. */
export const wantedProofSchema = v.strictObject({
	categoryId: uuid,
	proof: v.nullable(proofSchema)
});
export type WantedProof = Readonly<v.InferOutput<typeof wantedProofSchema>>;

export const interventionCategorySchema = v.strictObject({
	id: uuid,
	code: codeSchema,
	name: nameSchema,
	unitId: uuid,
	cellId: v.nullable(uuid),
	/** One sentence: what belongs here and what does not. */
	hint: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(400)),
	proof: v.optional(proofSchema)
});
export type InterventionCategory = Readonly<
	Omit<v.InferOutput<typeof interventionCategorySchema>, 'proof'>
> & {
	/** Absent where a report needs nothing but its words. */
	readonly proof?: Proof | undefined;
};
