import type { Command } from '#lib/sync/protocol.ts';
import { storableText } from '../storable-text.ts';

/** Arguments are flat lists of fields with a small object in them; nothing real goes deeper. */
const DEEPEST = 8;

/** A command that the database can hold, see storableText. */
export function storableCommand(command: Command): Command {
	return { ...command, name: storableText(command.name), args: storableFields(command.args, 0) };
}

function storableFields(
	fields: Readonly<Record<string, unknown>>,
	depth: number
): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(fields).map(([key, value]) => [storableText(key), storable(value, depth + 1)])
	);
}

function storable(value: unknown, depth: number): unknown {
	if (typeof value === 'string') return storableText(value);
	if (typeof value !== 'object' || value === null) return value;
	if (depth > DEEPEST) return null;
	return Array.isArray(value)
		? value.map((one) => storable(one, depth + 1))
		: storableFields({ ...value }, depth);
}
