// One contender, one round: a new device, the first load, what changes, what is written, the second start.
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Bundle } from './bundle.ts';
import type { Host } from './contenders.ts';
import { changedTitle, generateDrafts } from './data.ts';
import { Device } from './device.ts';
import type { Profile, Timing, TimedStep } from './contract.ts';
import type { Town } from './town.ts';

const DRAFTS = 1000;
const WAITING = 500;
/** The browser goes on writing for a moment after the last word of IndexedDB. */
const SETTLE_MS = 700;
const HANGS_MS = 240_000;

export type Round = {
	readonly firstLoadMs: number;
	readonly delta1Ms: number;
	readonly delta100Ms: number;
	readonly push1000Ms: number;
	readonly secondStartMs: number;
	readonly bytesDown: number;
	readonly heapPeakMb: number;
	/** Of a look for news after the second start, when there are none. */
	readonly secondStartBytes?: number;
	readonly searchableMs?: number;
	/** Of the delta of one article, and of its text alone, by gzip. */
	readonly delta1Bytes: number;
	readonly changeGzipBytes: number;
	/** What waited in the outbox when the page was opened, all of it sent. */
	readonly drain500Ms?: number;
	readonly profile: Profile | null;
	readonly delta1Profile: Profile | null;
	readonly delta100Profile: Profile | null;
};

export type Setting = {
	readonly host: Host;
	readonly town: Town;
	readonly script: Bundle;
	/** For the product alone, which is then also asked for news at its second start. */
	readonly searchScript: Bundle | null;
	/** Of this round; no two have the same. */
	readonly mark: string;
	/** Ends it, for what follows to clean up. */
	readonly stop: AbortSignal;
};

export async function measure(setting: Setting): Promise<Round> {
	const { host, script } = setting;
	const { address, cookies } = host;
	const device = await Device.start({ address, cookies, script: script.code });
	const measured = new AbortController();
	try {
		return await Promise.race([
			live(device, setting),
			tooLate(AbortSignal.any([measured.signal, setting.stop]))
		]);
	} finally {
		measured.abort();
		await device.remove();
	}
}

/** What waits for something that never comes must not keep the others from their turn. */
async function tooLate(signal: AbortSignal): Promise<never> {
	await delay(HANGS_MS, undefined, { signal });
	throw new Error(`Not done after ${HANGS_MS / 1000} s`);
}

async function live(device: Device, { host, town, searchScript, mark }: Setting): Promise<Round> {
	const { page } = device;
	const { articles } = town;
	const [first, last] = [articles[0], articles.at(-1)];
	if (!first || !last) throw new Error('No articles');
	await page.evaluate(() => window.bench.contender.enrol?.());
	device.takeBytes();

	const loaded = await timed(device, 'firstLoad', last.id);
	const bytesDown = device.takeBytes();
	const count = await page.evaluate(() => window.bench.contender.count());
	expect('articles', count, articles.length);
	expect('title', loaded.title, last.fields.title);
	await page.waitForTimeout(SETTLE_MS);

	const deltas: Timing[] = [];
	const deltaBytes: number[] = [];
	device.takeBytes();
	for (const size of [1, 100]) {
		await host.change(size, `${mark}-${size}`);
		const delta = await timed(device, 'delta', first.id);
		expect('title', delta.title, changedTitle(first.fields.title, `${mark}-${size}`));
		deltas.push(delta);
		await page.waitForTimeout(SETTLE_MS);
		deltaBytes.push(device.takeBytes());
	}

	const push1000Ms = await push(device, host, DRAFTS);
	const searchableMs = searchScript && (await searchable(device, searchScript));
	await device.reload();
	const again = await timed(device, 'reopen', first.id);
	expect('title on the disk', again.title, changedTitle(first.fields.title, `${mark}-100`));
	const kept = await page.evaluate(() => window.bench.contender.count());
	expect('articles on the disk', kept, articles.length);
	return {
		...{ firstLoadMs: loaded.ms, heapPeakMb: loaded.heapPeakMb, bytesDown, push1000Ms },
		delta1Ms: deltas[0]?.ms ?? NaN,
		delta100Ms: deltas[1]?.ms ?? NaN,
		secondStartMs: again.ms,
		...(searchableMs !== null && {
			searchableMs,
			secondStartBytes: await lookForNews(device),
			drain500Ms: await push(device, host, WAITING)
		}),
		delta1Bytes: deltaBytes[0] ?? NaN,
		changeGzipBytes: gzipSync(JSON.stringify(first)).byteLength,
		profile: loaded.profile,
		delta1Profile: deltas[0]?.profile ?? null,
		delta100Profile: deltas[1]?.profile ?? null
	};
}

const timed = ({ page }: Device, step: TimedStep, id: string): Promise<Timing> =>
	page.evaluate(([name, wanted]) => window.bench.timed(name, wanted), [step, id] as const);

async function push({ page }: Device, host: Host, count: number): Promise<number> {
	const before = await host.arrived();
	const drafts = generateDrafts(count);
	await page.evaluate((written) => window.bench.contender.write(written), drafts);
	await page.waitForTimeout(SETTLE_MS);
	const ms = await page.evaluate(() => window.bench.timedPush());
	expect('drafts at the server', (await host.arrived()) - before, count);
	return ms;
}

async function searchable(device: Device, { code }: Bundle): Promise<number> {
	await device.run(code);
	const { ms, hits } = await device.page.evaluate(() => window.searchable('wniosek'));
	if (hits === 0) throw new Error('Nothing is found');
	return ms;
}

async function lookForNews(device: Device): Promise<number> {
	device.takeBytes();
	await device.page.evaluate(() => window.bench.contender.delta());
	// The browser tells of a finished load a moment later than the page knows.
	await device.page.waitForTimeout(SETTLE_MS);
	return device.takeBytes();
}

function expect(what: string, found: unknown, wanted: unknown): void {
	if (found !== wanted) throw new Error(`${what}: ${String(found)} instead of ${String(wanted)}`);
}
