import { InvalidArgumentError } from 'commander';
import * as v from 'valibot';

/** What was asked for cannot be meant: options that contradict each other, a file that is none. */
export class WrongUsage extends Error {
	override readonly name = 'WrongUsage';
}

/** Refused, for a reason that whoever asked can do something about. */
export class Refused extends Error {
	override readonly name = 'Refused';
}

/** A value of an option by a schema; Commander names the option, the schema's message the fault. */
export const by =
	<Schema extends v.GenericSchema<string, unknown>>(schema: Schema) =>
	(given: string): v.InferOutput<Schema> => {
		const parsed = v.safeParse(schema, given);
		if (parsed.success) return parsed.output;
		throw new InvalidArgumentError(parsed.issues[0].message);
	};
