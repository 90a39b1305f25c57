/** What this device knows of the city for its forms: asked for once a day, and there without a network. */
import * as v from 'valibot';
import type { Groups } from '#lib/domain/search/own-words.ts';
import type { RowDatabase } from './db/row-database.ts';

const KEY = 'city';
const FRESH_MS = 24 * 60 * 60_000;

export type CityFacts = {
	readonly version: string;
	readonly streets: readonly string[];
	/** Words that mean the same in a search. */
	readonly words: Groups;
	readonly sendsLetters: boolean;
};
const heldSchema = v.object({
	...{ version: v.string(), streets: v.array(v.string()), sendsLetters: v.boolean() },
	// What was kept before there were any knows none.
	words: v.optional(v.array(v.array(v.string())), []),
	at: v.number()
});

/** Where they never came, or were given up for room, places are typed out and nobody is promised a letter. */
const UNKNOWN: CityFacts = { version: '', streets: [], words: [], sendsLetters: false };

export async function cityFactsOf({ meta }: RowDatabase): Promise<CityFacts> {
	const parsed = v.safeParse(heldSchema, (await meta.get(KEY))?.value);
	return parsed.success ? parsed.output : UNKNOWN;
}

/** @param ask what the server says; null where what is held is today's */
export async function keepCityFacts(
	{ meta }: RowDatabase,
	ask: (known: string | null) => Promise<CityFacts | null>,
	now: number
): Promise<void> {
	const parsed = v.safeParse(heldSchema, (await meta.get(KEY))?.value);
	const held = parsed.success ? parsed.output : null;
	// Also after the clock was put back.
	if (held && Math.abs(now - held.at) < FRESH_MS) return;
	const facts = (await ask(held?.version ?? null)) ?? held;
	if (facts) await meta.put({ key: KEY, value: { ...facts, at: now } });
}
