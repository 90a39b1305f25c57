/** Categories of interventions (§ 1(2)), each with who is competent where no article says otherwise. */
import * as v from 'valibot';
import { codeSchema, nameSchema } from './units.ts';

const uuid = v.pipe(v.string(), v.uuid());

export const interventionCategorySchema = v.strictObject({
	id: uuid,
	code: codeSchema,
	name: nameSchema,
	unitId: uuid,
	cellId: v.nullable(uuid),
	/** One sentence: what belongs here and what does not. */
	hint: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(400))
});
export type InterventionCategory = Readonly<v.InferOutput<typeof interventionCategorySchema>>;
