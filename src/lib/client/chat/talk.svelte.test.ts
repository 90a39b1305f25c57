/** R4.1: however the network, the server and the browser fail, each line is there once and in its order. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Line, NewLine, Speaker } from '#lib/domain/chat/talk.ts';
import { Talk, type Keep, type TalkAnswer, type TalkPort } from './talk.svelte.ts';

/** What happens to one call: it arrives, it is lost on its way there, or its answer on the way back. */
type Luck = 'arrives' | 'lost' | 'answerLost';

/** A server of the same rules: numbers without a gap, one line for one id. */
class FakeServer {
	readonly lines: Line[] = [];
	isEnded = false;
	readonly perPage: number;

	constructor(perPage = 50) {
		this.perPage = perPage;
	}

	say(by: Speaker, lines: readonly NewLine[]): 'said' | 'ended' {
		const fresh = lines.filter(({ id }) => this.lines.every((line) => line.id !== id));
		if (fresh.length > 0 && this.isEnded) return 'ended';
		for (const { id, text } of fresh)
			this.lines.push({
				...{ id, text, by, name: '', type: 'said', at: '2026-11-24T07:00:00.000Z' },
				n: this.lines.length + 1
			});
		return 'said';
	}

	read(after: number): TalkAnswer {
		const rest = this.lines.slice(after);
		return {
			...{ serverTime: '', state: this.isEnded ? 'ended' : 'talking', ahead: null, name: null },
			...{ typing: false, away: false, ticket: null },
			lines: rest.slice(0, this.perPage),
			more: rest.length > this.perPage
		};
	}
}

class Lost extends Error {}

function portOf(server: FakeServer, luck: () => Luck): TalkPort {
	const call = <T>(work: () => T): Promise<T> => {
		const fate = luck();
		if (fate === 'lost') return Promise.reject(new Lost());
		const answer = work();
		return fate === 'answerLost' ? Promise.reject(new Lost()) : Promise.resolve(answer);
	};
	return {
		say: (lines) => call(() => server.say('resident', lines)),
		read: (after) => call(() => server.read(after)),
		typing: () => call(() => undefined),
		end: () => call(() => (server.isEnded = true))
	};
}

/** The device's own store, which outlives the page. */
function device(): Keep & { written: readonly NewLine[] } {
	const self = {
		written: [] as readonly NewLine[],
		load: () => Promise.resolve(self.written),
		save: (written: readonly NewLine[]) => {
			self.written = written;
			return Promise.resolve();
		}
	};
	return self;
}

let made = 0;
const open = (port: TalkPort, keep: Keep) =>
	new Talk({
		...{ port, keep, newId: () => `line-${String((made += 1))}` },
		...{ chance: () => 0, report: () => undefined }
	});

const textsBy = (server: FakeServer, by: Speaker) =>
	server.lines.filter((line) => line.by === by).map(({ text }) => text);

const step = fc.oneof(
	{ weight: 4, arbitrary: fc.constant('write' as const) },
	{ weight: 3, arbitrary: fc.constant('other' as const) },
	{ weight: 2, arbitrary: fc.constant('wait' as const) },
	{ weight: 1, arbitrary: fc.constant('reload' as const) }
);
const lucky = fc.oneof(
	{ weight: 3, arbitrary: fc.constant('arrives' as const) },
	{ weight: 1, arbitrary: fc.constant('lost' as const) },
	{ weight: 1, arbitrary: fc.constant('answerLost' as const) }
);

describe('R4.1 a talk with a cut line', () => {
	test('in any story each line is there once, in its order, on both sides', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(step, { minLength: 1, maxLength: 30 }),
				fc.infiniteStream(lucky),
				fc.integer({ min: 1, max: 4 }),
				async (steps, lucks, perPage) => {
					vi.useFakeTimers();
					const server = new FakeServer(perPage);
					const keep = device();
					let isCut = true;
					const luck = (): Luck => (isCut ? (lucks.next().value as Luck) : 'arrives');
					let talk = open(portOf(server, luck), keep);
					await talk.start();
					const [mine, theirs]: [string[], string[]] = [[], []];
					for (const [index, what] of steps.entries()) {
						if (what === 'write') {
							mine.push(`m${String(index)}`);
							await talk.write(`m${String(index)}`);
						}
						if (what === 'other') {
							theirs.push(`t${String(index)}`);
							server.say('consultant', [{ id: `t${String(index)}`, text: `t${String(index)}` }]);
						}
						if (what === 'wait') await vi.advanceTimersByTimeAsync(3000);
						if (what === 'reload') {
							talk.stop();
							talk = open(portOf(server, luck), keep);
							await talk.start();
						}
					}
					isCut = false;
					await vi.advanceTimersByTimeAsync(30_000);
					talk.stop();
					expect(textsBy(server, 'resident')).toEqual(mine);
					expect(textsBy(server, 'consultant')).toEqual(theirs);
					expect(talk.lines).toEqual(server.lines);
					expect(talk.written).toEqual([]);
					expect(keep.written).toEqual([]);
					expect(talk.link).toBe('connected');
					vi.useRealTimers();
				}
			),
			{ numRuns: 300 }
		);
	});

	test('says honestly that it waits, and goes on by itself', async () => {
		vi.useFakeTimers();
		const server = new FakeServer();
		let fate: Luck = 'lost';
		const talk = open(
			portOf(server, () => fate),
			device()
		);
		await talk.start();
		await talk.write('Halo');
		await vi.advanceTimersByTimeAsync(0);
		expect(talk).toMatchObject({ link: 'waiting', written: [{ text: 'Halo' }] });
		fate = 'arrives';
		await vi.advanceTimersByTimeAsync(15_000);
		expect(talk).toMatchObject({ link: 'connected', written: [], lines: [{ text: 'Halo' }] });
		talk.stop();
		vi.useRealTimers();
	});

	test('what came too late stays, marked as such, and is not sent for ever', async () => {
		vi.useFakeTimers();
		const server = new FakeServer();
		let sent = 0;
		const port = portOf(server, () => 'arrives');
		const counted: TalkPort = {
			...port,
			say: (lines) => {
				sent += 1;
				return port.say(lines);
			}
		};
		const talk = open(counted, device());
		await talk.start();
		server.isEnded = true;
		await talk.write('Jeszcze jedno');
		await vi.advanceTimersByTimeAsync(60_000);
		expect(talk).toMatchObject({ closed: 'ended', written: [{ text: 'Jeszcze jedno' }] });
		expect(sent).toBe(1);
		talk.stop();
		vi.useRealTimers();
	});

	test('where nothing can be kept, it says so and sends it all the same', async () => {
		vi.useFakeTimers();
		const server = new FakeServer();
		const full: Keep = { load: () => Promise.resolve([]), save: () => Promise.reject(new Lost()) };
		const talk = open(
			portOf(server, () => 'arrives'),
			full
		);
		await talk.start();
		await talk.write('Halo');
		expect(talk.unkept).toBe(true);
		await vi.advanceTimersByTimeAsync(100);
		expect(textsBy(server, 'resident')).toEqual(['Halo']);
		talk.stop();
		vi.useRealTimers();
	});

	test('a talk that is not there (any more) is not asked for again', async () => {
		vi.useFakeTimers();
		const gone = Object.assign(new Error('notFound'), { data: { reason: 'notFound' } });
		const read = vi.fn(() => Promise.reject(gone));
		const port = { ...portOf(new FakeServer(), () => 'arrives'), read };
		const talk = open(port, device());
		await talk.start();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(talk.link).toBe('gone');
		expect(read).toHaveBeenCalledTimes(1);
		vi.useRealTimers();
	});
});
