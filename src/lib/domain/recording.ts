/**
 * Recordings of calls (§ 3(2), R3.2): what the telephone exchange says of one, and why somebody may listen.
 */
import * as v from 'valibot';

/** As the exchange names a call: Asterisk's UNIQUEID and what others make. */
export const callSchema = v.pipe(v.string(), v.trim(), v.regex(/^[\w.:@-]{1,100}$/u));

export const AUDIO_TYPES = ['audio/wav', 'audio/mpeg', 'audio/ogg'] as const;
export type AudioType = (typeof AUDIO_TYPES)[number];

/** No call takes longer. */
const LONGEST_SECONDS = 24 * 60 * 60;

/** What comes with the bytes. */
export const saidSchema = v.object({
	call: callSchema,
	/** ISO 8601 with its zone. */
	started: v.pipe(v.string(), v.isoTimestamp()),
	seconds: v.pipe(
		v.string(),
		v.regex(/^\d{1,5}$/u),
		v.transform(Number),
		v.maxValue(LONGEST_SECONDS)
	),
	/** The login of the consultant who answered; left out where the exchange does not know. */
	agent: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100)), ''),
	sha256: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/u))
});
export type Said = v.InferOutput<typeof saidSchema>;

/** Why somebody listens; chosen and not written, so that the log holds nothing of the call. */
export const LISTENING_REASONS = [
	'handling', // obsługa zgłoszenia
	'complaint', // skarga albo reklamacja
	'quality', // kontrola jakości
	'access' // wniosek osoby, której dane dotyczą (art. 15 RODO)
] as const;
export type ListeningReason = (typeof LISTENING_REASONS)[number];

/** A recording in the list of a ticket. */
export type RecordingView = {
	readonly id: string;
	readonly call: string;
	/** Null while the exchange has not sent it. */
	readonly startedAt: string | null;
	readonly seconds: number | null;
};
