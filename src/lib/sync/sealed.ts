/**
 * The arguments of a command as they lie on a kiosk: sealed to a key whose other half only the server
 * has. What the queue needs to keep its order stays readable, and none of it is a resident's word.
 */
import * as v from 'valibot';
import type { Command } from './protocol.ts';

const base64 = v.pipe(v.string(), v.base64());

/** The public half: P-256, uncompressed, base64; `kid` names it. */
export const sealingKeySchema = v.object({
	kid: v.pipe(v.string(), v.regex(/^[\da-f]{16}$/u)),
	key: base64
});
export type SealingKey = Readonly<v.InferOutput<typeof sealingKeySchema>>;

const sealedSchema = v.strictObject({
	/** Of this form; a later one may be sealed in another way. */
	sealed: v.literal(1),
	kid: v.string(),
	/** HPKE's encapsulated key and ciphertext, base64. */
	enc: base64,
	text: base64
});
export type Sealed = Readonly<v.InferOutput<typeof sealedSchema>>;

/** @returns null where they are not sealed */
export function sealedIn(args: Readonly<Record<string, unknown>>): Sealed | null {
	const parsed = v.safeParse(sealedSchema, args);
	return parsed.success ? parsed.output : null;
}

/** What is written beside the sealed words and never changes; changed all the same, they do not open. */
export function headerOf({
	id,
	subject,
	name,
	version,
	capturedAt
}: Pick<Command, 'id' | 'subject' | 'name' | 'version' | 'capturedAt'>): string {
	return JSON.stringify([id, subject, name, version, capturedAt]);
}

/** What the use of a key is bound to: no other use of it opens what was sealed for this one. */
export const sealingInfo = (kid: string): string => `lckm/outbox/1|${kid}`;
