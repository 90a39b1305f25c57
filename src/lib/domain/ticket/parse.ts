/** What was filled in, checked on its own: all that a form needs, long before anything is decided. */
import * as v from 'valibot';
import { err, ok, type Result } from '#lib/base/result.ts';
import { ARGUMENTS, type Arguments, type CommandName } from './arguments.ts';
import { isRefusalCode, type Refusal } from './refusals.ts';

/**
 * Checks what was filled in, on its own, the way a form does before anything is sent.
 * @returns the cleaned arguments, or the first refusal with the field it belongs to
 */
export function parseArguments<Name extends CommandName>(
	name: Name,
	args: unknown
): Result<Arguments<Name>, Refusal> {
	const parsed = v.safeParse(ARGUMENTS[name], args);
	if (parsed.success) return ok(parsed.output as Arguments<Name>);
	const [first] = parsed.issues;
	return err(refusalOf(first));
}

/** Every field that is not right, for a form that marks them all at once. */
export function refusedFields(name: CommandName, args: unknown): readonly Refusal[] {
	const parsed = v.safeParse(ARGUMENTS[name], args);
	return parsed.success ? [] : parsed.issues.map(refusalOf);
}

function refusalOf(issue: v.BaseIssue<unknown>): Refusal {
	const field = v.getDotPath(issue);
	const missing = issue.received === 'undefined' && field !== null;
	const otherwise = missing ? 'required' : 'invalidArguments';
	const code = isRefusalCode(issue.message) ? issue.message : otherwise;
	const limit = issue.type === 'max_length' && typeof issue.requirement === 'number';
	return {
		code,
		...(field === null ? {} : { field }),
		...(limit ? { params: { limit: issue.requirement } } : {})
	};
}
