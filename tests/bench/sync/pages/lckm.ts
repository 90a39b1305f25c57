// The product's own engine over its own stores and its own transport. What a change of the engine's first
// load touches of the bench is here and nowhere else.
import { raiseFence, fenceOf } from '#lib/client/db/fence.ts';
import { DexieOutbox } from '#lib/client/db/dexie-outbox.ts';
import { DexieRowStore } from '#lib/client/db/dexie-row-store.ts';
import { OutboxDatabase } from '#lib/client/db/outbox-database.ts';
import { RowDatabase } from '#lib/client/db/row-database.ts';
import { decode, inflate } from '#lib/client/db/inflate.ts';
import { readAll, readOne } from '#lib/client/db/rows.ts';
import { uuidv7 } from '#lib/client/ids.ts';
import { createTransport } from '#lib/client/net/transport.ts';
import { createApi } from '#lib/client/net/trpc.ts';
import { rememberSignIn, whoWorksHere } from '#lib/client/state/identity.ts';
import { FORM } from '#lib/domain/ticket/forms.ts';
import { receiptCodeFrom } from '#lib/domain/ticket/receipt-code.ts';
import { pullOnce, pushOnce } from '#lib/sync/engine.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import type { EnginePorts, NewCommand } from '#lib/sync/ports.ts';
import type { Draft } from '../contract.ts';
import { offer } from './offer.ts';
import { Stopwatch } from './stopwatch.ts';
import { PushPace } from '#lib/sync/push-pace.ts';

const TOKEN = 1;
const api = createApi();
const db = new OutboxDatabase();
const watch = new Stopwatch();

type Device = { readonly rows: RowDatabase; readonly engine: EnginePorts; outbox: DexieOutbox };
let opened: Promise<Device> | undefined;
const device = () => (opened ??= open());

async function open(): Promise<Device> {
	const { identity } = await whoWorksHere(db);
	const owner = ownerKeyOf(identity.actor);
	const rows = new RowDatabase(owner);
	const outbox = new DexieOutbox(db, owner, { newId: uuidv7, now: () => new Date() });
	// As the leading tab does when its turn begins.
	await raiseFence(db.meta, TOKEN, fenceOf(owner));
	await raiseFence(rows.meta, TOKEN);
	const engine: EnginePorts = {
		owner,
		token: TOKEN,
		outbox: watch.around(outbox, 'outbox'),
		rows: watch.around(new DexieRowStore(rows), 'rows'),
		transport: watch.around(createTransport(api), 'transport'),
		digest,
		inflate: (bytes) => watch.time('inflate', () => inflate(bytes)),
		decode,
		pace: new PushPace(() => performance.now())
	};
	return { rows, engine, outbox };
}

async function digest(content: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
	const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
	return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

async function pull(): Promise<void> {
	const { engine } = await device();
	const report = await watch.time('pullOnce', () => pullOnce(engine));
	if (report.type === 'failed') throw new Error(JSON.stringify(report.failure));
	if (report.repaired.length > 0) throw new Error(`Repaired: ${report.repaired.join(', ')}`);
}

/** Of what the browser says of its requests: until the first byte, and from there to the last. */
function wireTimes(): { answering: number; transfer: number } {
	const requests = performance
		.getEntriesByType('resource')
		.filter((entry) => entry instanceof PerformanceResourceTiming);
	const sum = (spans: readonly number[]) => spans.reduce((total, span) => total + span, 0);
	return {
		answering: sum(requests.map((one) => one.responseStart - one.requestStart)),
		transfer: sum(requests.map((one) => one.responseEnd - one.responseStart))
	};
}

/** What a resident writes at a kiosk, § 3(1). */
const registrationOf = ({ id, text }: Draft): NewCommand => ({
	id: uuidv7(),
	lane: `ticket:${id}`,
	subject: id,
	name: 'ticket.register',
	version: FORM,
	args: {
		lifeThreat: false,
		receiptCode: receiptCodeFrom(crypto.getRandomValues(new Uint8Array(12))),
		channel: 'hall',
		declaredKind: 'query',
		description: text,
		location: '',
		contact: null,
		articleId: null,
		categoryId: null
	},
	capturedAt: new Date().toISOString()
});

offer({
	enrol: async () => {
		await rememberSignIn(db, await api.account.me.query());
		performance.clearResourceTimings();
	},
	firstLoad: pull,
	delta: pull,
	reopen: async () => device(),
	titleOf: async (id) => {
		const article = await readOne((await device()).rows, 'article', id);
		return article?.fields.title ?? null;
	},
	count: async () => (await readAll((await device()).rows, 'article')).length,
	write: async (drafts) => (await device()).outbox.add(drafts.map(registrationOf)),
	push: async () => {
		const { engine, outbox } = await device();
		for (;;) {
			const report = await pushOnce(engine);
			if (report.type === 'failed') throw new Error(JSON.stringify(report.failure));
			if (report.type === 'nothingToSend' || !report.again) break;
		}
		const waiting = await outbox.waiting();
		if (waiting.length > 0) throw new Error(`${waiting.length} drafts are not answered`);
	},
	takeProfile: () => {
		const profile = { ...watch.take(), ...wireTimes() };
		performance.clearResourceTimings();
		return profile;
	}
});
