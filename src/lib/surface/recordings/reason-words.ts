import type { ListeningReason } from '#lib/domain/recording.ts';
import { m } from '#lib/paraglide/messages.js';

/** Why somebody listens, in words. */
export const REASON_LABELS: Readonly<Record<ListeningReason, () => string>> = {
	handling: m.recording_reason_handling,
	complaint: m.recording_reason_complaint,
	quality: m.recording_reason_quality,
	access: m.recording_reason_access
};
