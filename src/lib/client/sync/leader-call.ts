/**
 * Tells a leading tab that lives from one that is frozen and still holds the lock. A tab that waits
 * calls, the one that leads answers: messages come through to hidden tabs at once, while their timers
 * may stand still for a minute, so that nothing is taken from a tab that merely is in the background.
 */
import { Nudge } from './nudge.ts';

const CALL_EVERY_MS = 3000;
/** Calls without an answer, one after another, until it counts as frozen. */
const CALLS = 3;

type Call = 'who leads?' | 'this tab';

const channelOf = (name: string): BroadcastChannel => new BroadcastChannel(name);

/** Answers all calls from now on; @returns what ends it */
export function answerCalls(name: string): () => void {
	const channel = channelOf(name);
	channel.onmessage = ({ data }: MessageEvent<Call>) => {
		if (data === 'who leads?') channel.postMessage('this tab' satisfies Call);
	};
	return () => {
		channel.close();
	};
}

/**
 * Calls for as long as the signal lasts and this tab is seen: in the background there is nobody to
 * whom a standstill matters, and the page may be about to be frozen itself.
 * @returns true when nobody answers any more; false at the end of the signal
 */
export async function leaderIsSilent(name: string, signal: AbortSignal): Promise<boolean> {
	const channel = channelOf(name);
	const nudge = new Nudge();
	let unanswered = 0;
	channel.onmessage = ({ data }: MessageEvent<Call>) => {
		if (data === 'this tab') unanswered = 0;
	};
	try {
		while (!signal.aborted) {
			if (document.visibilityState === 'visible') {
				channel.postMessage('who leads?' satisfies Call);
				unanswered += 1;
			} else unanswered = 0;
			await nudge.wait(CALL_EVERY_MS, signal);
			if (unanswered >= CALLS && !signal.aborted) return true;
		}
		return false;
	} finally {
		channel.close();
	}
}
