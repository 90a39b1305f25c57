/** The streets of the city on this device: asked for once a day, and there without a network. */
import * as v from 'valibot';
import type { RowDatabase } from './db/row-database.ts';

const KEY = 'streets';
const FRESH_MS = 24 * 60 * 60_000;

type StreetList = { readonly version: string; readonly names: readonly string[] };
const heldSchema = v.object({
	...{ version: v.string(), names: v.array(v.string()) },
	at: v.number()
});

/** None where they never came, or were given up for room: places are typed out then. */
export async function streetsOf({ meta }: RowDatabase): Promise<readonly string[]> {
	const parsed = v.safeParse(heldSchema, (await meta.get(KEY))?.value);
	return parsed.success ? parsed.output.names : [];
}

/** @param ask the server's list; null where the one of this version is today's */
export async function keepStreets(
	{ meta }: RowDatabase,
	ask: (known: string | null) => Promise<StreetList | null>,
	now: number
): Promise<void> {
	const parsed = v.safeParse(heldSchema, (await meta.get(KEY))?.value);
	const held = parsed.success ? parsed.output : null;
	// Also after the clock was put back.
	if (held && Math.abs(now - held.at) < FRESH_MS) return;
	const list = (await ask(held?.version ?? null)) ?? held;
	if (list) await meta.put({ key: KEY, value: { ...list, at: now } });
}
