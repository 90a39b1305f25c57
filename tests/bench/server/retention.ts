/**
 * The end of a month of a hundred thousand tickets, with their events, talks, photographs and recordings,
 * while others go on pushing and pulling (R3.2, R3.3).
 */
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { pull } from '#lib/server/sync/pull.ts';
import { push } from '#lib/server/sync/push.ts';
import { listMonths } from '#lib/server/tickets/months.ts';
import { countEnding, endRetention, type Ended } from '#lib/server/tickets/retention.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import { PROTOCOL_VERSION, type Cursor } from '#lib/sync/protocol.ts';
import { figure, percentile, promised, type Figure } from './figures.ts';
import { fillMonths, type Filled } from './months.ts';
import { startNode, type Node } from './node.ts';
import { Store } from './store.ts';

const TICKETS = 100_000;
const WORKERS = 6;
const BETWEEN_MS = 15;
const WARM_UP_MS = 3000;
const USUAL_MS = 10_000;

const ACTS = ['push', 'pull'] as const;
type Act = (typeof ACTS)[number];
type Span = { readonly act: Act; readonly fromMs: number; readonly toMs: number };

export async function measureRetention(serverUrl: string): Promise<readonly Figure[]> {
	const node = await startNode(serverUrl);
	try {
		const filled = await fillMonths(node, TICKETS);
		const load = new Load(node);
		const working = load.run();
		await pause(WARM_UP_MS + USUAL_MS);
		const [end] = await Promise.all([endMonth(node, filled).finally(() => load.stop()), working]);
		return await figuresOf(node, { filled, end, spans: load.spans });
	} finally {
		await node.stop();
	}
}

type End = {
	readonly ended: Ended;
	readonly fromMs: number;
	/** When no row of it was left, and when no file was. */
	readonly rowsMs: number;
	readonly toMs: number;
};

async function endMonth({ services, writer }: Node, { month, later }: Filled): Promise<End> {
	const fromMs = performance.now();
	let rowsMs = 0;
	const watching = (async () => {
		for (const table of ['ticket', 'chat_line'])
			while ((await listMonths(writer.db, table)).includes(month)) await pause(5);
		rowsMs = performance.now();
	})();
	const ended = await endRetention({ ...services, now: () => later });
	await watching;
	return { ended, fromMs, rowsMs, toMs: performance.now() };
}

/** People who register and look, one after the other and without end. */
class Load {
	readonly spans: Span[] = [];
	readonly #node: Node;
	#over = false;

	constructor(node: Node) {
		this.#node = node;
	}

	async run(): Promise<void> {
		await Promise.all(Array.from({ length: WORKERS }, () => this.#work()));
	}

	async stop(): Promise<void> {
		await pause(BETWEEN_MS);
		this.#over = true;
	}

	async #work(): Promise<void> {
		const { services } = this.#node;
		const store = new Store();
		let cursors: readonly Cursor[] = await cursorsOf(this.#node);
		while (!this.#over) {
			await this.#take('push', async () => {
				const answer = await push(services, store.actor, store.request([store.registration()]));
				const isDone = answer.type === 'outcomes' && answer.outcomes[0]?.status === 'applied';
				if (!isDone) throw new Error(`A push was answered ${JSON.stringify(answer)}`);
			});
			cursors = await this.#take('pull', async () => {
				const owner = ownerKeyOf(store.actor);
				const request = { protocol: PROTOCOL_VERSION, owner, cursors: [...cursors] };
				const { heads } = await pull(services, store.actor, request);
				return heads.map(({ scope, version, sum }) => ({ scope, version, sum }));
			});
			await pause(BETWEEN_MS);
		}
	}

	async #take<T>(act: Act, work: () => Promise<T>): Promise<T> {
		const fromMs = performance.now();
		const result = await work();
		this.spans.push({ act, fromMs, toMs: performance.now() });
		return result;
	}
}

/** They hold everything already, as people do who have worked since the morning. */
async function cursorsOf({ writer: { sql } }: Node): Promise<readonly Cursor[]> {
	const rows = await sql<{ scope: Cursor['scope']; version: string; sum: string }[]>`
		select key as scope, version, sum from sync_scope where key in ('queue:callCenter', 'kb:public')`;
	return rows.map(({ scope, version, sum }) => ({
		...{ scope, version: Number(version), sum: Number(sum) }
	}));
}

type Measured = { readonly filled: Filled; readonly end: End; readonly spans: readonly Span[] };

async function figuresOf(
	{ services }: Node,
	{ filled, end, spans }: Measured
): Promise<readonly Figure[]> {
	const residue = await countEnding(services.db, filled.later);
	const left = Object.values(residue).reduce((sum, count) => sum + count, 0);
	const usual = spans.filter(
		({ fromMs, toMs }) => fromMs > end.fromMs - USUAL_MS && toMs < end.fromMs
	);
	// Whatever was under way at any moment of it.
	const during = spans.filter(({ fromMs, toMs }) => toMs > end.fromMs && fromMs < end.toMs);
	const what = `${end.ended.tickets.toLocaleString('en')} tickets, ${end.ended.blobs.toLocaleString('en')} photographs`;
	return [
		promised(
			{ atMost: 2000 },
			figure(`${what}: until no row is left`, end.rowsMs - end.fromMs, 'ms')
		),
		figure('until no file is left either', end.toMs - end.fromMs, 'ms'),
		...ACTS.flatMap((act) => pairOf(act, spansOf(usual, act), spansOf(during, act))),
		promised({ atMost: 0 }, figure('rows of it found afterwards', left, '')),
		promised(
			{ atMost: 0 },
			figure(
				'files of it found afterwards',
				filled.files.filter((path) => existsSync(path)).length,
				''
			)
		)
	];
}

const spansOf = (spans: readonly Span[], act: Act): readonly number[] =>
	spans.filter((span) => span.act === act).map(({ fromMs, toMs }) => toMs - fromMs);

function pairOf(act: Act, usual: readonly number[], during: readonly number[]): readonly Figure[] {
	const before = percentile(usual, 0.95);
	const meanwhile = percentile(during, 0.95);
	return [
		figure(`a ${act}, p95 of ${usual.length} before`, before, 'ms'),
		figure(`… of ${during.length} meanwhile`, meanwhile, 'ms'),
		figure('… the slowest meanwhile', Math.max(...during), 'ms'),
		promised({ atMost: 2 }, figure('… p95 meanwhile against before', meanwhile / before, '×'))
	];
}
