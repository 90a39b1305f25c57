import type { Api } from '#lib/client/net/trpc.ts';
import { failureOf } from '#lib/client/net/transport.ts';
import { parseReceiptCode } from '#lib/domain/ticket/receipt-code.ts';
import { m } from '#lib/paraglide/messages.js';

export type TrackedTicket = Awaited<ReturnType<Api['ticket']['track']['query']>>;

/** Somebody stands and waits: an answer that takes longer counts as no network. */
const PATIENCE_MS = 12_000;

/** Asks the server for the state of a ticket by its receipt code. Nothing of it stays on the device. */
export class TicketCheck {
	code = $state('');
	error = $state<string>();
	offline = $state(false);
	busy = $state(false);
	found = $state.raw<TrackedTicket | null>(null);
	/** The code that found it, as it is looked up. */
	foundBy = $state('');
	readonly #api: () => Promise<Api>;

	constructor(api: () => Promise<Api>) {
		this.#api = api;
	}

	async check(): Promise<void> {
		if (this.busy) return;
		this.#forgetAnswer();
		const parsed = parseReceiptCode(this.code);
		if (!parsed.ok) {
			this.error = m.ticket_refusal_invalidReceiptCode();
			return;
		}
		this.busy = true;
		try {
			const signal = AbortSignal.timeout(PATIENCE_MS);
			const api = await this.#api();
			this.found = await api.ticket.track.query({ receiptCode: parsed.value }, { signal });
			this.foundBy = parsed.value;
		} catch (fault) {
			this.#explain(fault);
		} finally {
			this.busy = false;
		}
	}

	/** Asks anew for what is shown; where that fails, it stays as it was. */
	async renew(): Promise<void> {
		try {
			const signal = AbortSignal.timeout(PATIENCE_MS);
			const api = await this.#api();
			const receiptCode = this.foundBy;
			const found = await api.ticket.track.query({ receiptCode }, { signal });
			if (this.found && this.foundBy === receiptCode) this.found = found;
		} catch {
			// Nothing is wrong with what is shown; it is only older.
		}
	}

	again(): void {
		this.code = '';
		this.#forgetAnswer();
	}

	#forgetAnswer(): void {
		this.error = undefined;
		this.offline = false;
		this.found = null;
	}

	#explain(fault: unknown): void {
		const failure = failureOf(fault);
		this.offline = failure.type === 'unreachable';
		if (failure.type === 'busy') this.error = m.portal_check_too_many();
		else if (failure.type === 'fault')
			this.error =
				failure.message === 'notFound' ? m.portal_check_unknown() : m.portal_check_fault();
		else if (!this.offline) this.error = m.portal_check_fault();
	}
}
