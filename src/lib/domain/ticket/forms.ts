/**
 * The forms in which acts were written down over time. A device comes back after weeks with what was
 * written in the form of its day; each form that was ever out in the city is brought to the next one.
 */
import { isCommandName, type CommandName } from './arguments.ts';

/**
 * The form of today, for all acts; raised when the arguments of one change, with a way up below, and
 * when there is an act more, which a node of the build before must not put aside. 2: the ends of § 10;
 * 3: what residents add; 4: waiting for the resident; 5: photographs of
 * residents, and the work of crews; 6: tickets that belong together; 7: the proof of a report, documents.
 */
export const FORM = 7;

type Fields = Readonly<Record<string, unknown>>;
type Upcasts = Readonly<Record<string, (args: Fields) => Fields>>;

/** By name and form, as in 'ticket.register@1': how it is written one form later. */
const UPCASTS: Upcasts = {
	// A crew could not show what nobody asked of it; the report counts without.
	'ticket.reportDone@6': (args) => ({ ...args, proof: null })
};

export type Written = { readonly name: string; readonly version: number; readonly args: Fields };

/** @returns null for what nobody here can read; it is kept as it is, for a person to look at */
export function inTodaysForm(
	{ name, version, args }: Written,
	upcasts: Upcasts = UPCASTS,
	today = FORM
): { readonly name: CommandName; readonly args: Fields } | null {
	if (!isCommandName(name) || version < 1 || version > today) return null;
	let fields = args;
	for (let form = version; form < today; form += 1)
		fields = upcasts[`${name}@${String(form)}`]?.(fields) ?? fields;
	return { name, args: fields };
}
