import * as v from 'valibot';
import { sealingKeySchema, type SealingKey } from '#lib/sync/sealed.ts';
import type { OutboxDatabase } from '../db/outbox-database.ts';

const KEY = 'sealingKey';
const FRESH_MS = 24 * 60 * 60_000;

const heldSchema = v.object({ key: sealingKeySchema, at: v.number() });

/** To what this kiosk seals what is written on it; null until it was told. */
export async function sealingKeyOf({ meta }: OutboxDatabase): Promise<SealingKey | null> {
	const parsed = v.safeParse(heldSchema, (await meta.get(KEY))?.value);
	return parsed.success ? parsed.output.key : null;
}

/** Asks for the key where there is none yet, and once a day whether there is another. */
export async function keepSealingKey(
	{ meta }: OutboxDatabase,
	ask: () => Promise<SealingKey>,
	now: number
): Promise<void> {
	const parsed = v.safeParse(heldSchema, (await meta.get(KEY))?.value);
	// Also after the clock was put back.
	if (parsed.success && Math.abs(now - parsed.output.at) < FRESH_MS) return;
	await meta.put({ key: KEY, value: { key: await ask(), at: now } });
}
