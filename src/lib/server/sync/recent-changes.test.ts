/** What a node remembers is exactly what its database would have said, or nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScopeLog } from '../../../../tests/support/scope-log.ts';
import { uuid } from '../../../../tests/support/tickets.ts';
import type { Cursor } from '#lib/sync/protocol.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { LOOK_ROWS, type SeenScope } from './look.ts';
import { RecentChanges } from './recent-changes.ts';

const PUBLIC: readonly Scope[] = ['kb:public', 'ref:public'];

/** A database of scopes in memory, and a node that looks at it. */
class World {
	logs = new Map<Scope, ScopeLog>();
	atMs = 0;
	looks = 0;
	isDown = false;
	readonly recent = new RecentChanges({
		elapsedMs: () => this.atMs,
		lookAt: (since) => {
			this.looks += 1;
			if (this.isDown) return Promise.reject(new Error('Down'));
			return Promise.resolve([...since].flatMap(([scope, from]) => this.#see(scope, from)));
		}
	});

	/** One transaction: the rows with these numbers change, or leave. */
	write(scope: Scope, numbers: readonly number[], text: string | null): void {
		const log = this.logs.get(scope) ?? new ScopeLog(scope);
		this.logs.set(scope, log);
		log.seal(numbers.map((number) => ({ scope, kind: 'unit', id: uuid(number), body: text })));
	}

	look(scopes: readonly Scope[] = PUBLIC) {
		return this.recent.look(new Set(scopes));
	}

	cursor(scope: Scope, version = this.logs.get(scope)?.version ?? 0): Cursor {
		return { scope, version, sum: this.logs.get(scope)?.proofAt(version)?.sum ?? 0 };
	}

	answer(cursors: readonly Cursor[], granted = PUBLIC) {
		return this.recent.answer(granted, cursors, 500);
	}

	#see(scope: Scope, from: number | null): readonly SeenScope[] {
		const log = this.logs.get(scope);
		if (!log) return [];
		const { version, proof } = log;
		const first = Math.max(from ?? Infinity, version - LOOK_ROWS);
		const history = Array.from({ length: version + 1 }, (_, past) => past)
			.filter((past) => past > 0 && past >= first)
			.map((past) => ({ version: past, sum: log.proofAt(past)?.sum ?? 0 }));
		const rows = from === null ? [] : log.changedAfter(from).reverse();
		const newest = rows.slice(0, LOOK_ROWS + 1);
		return [{ scope, version, ...proof, goneThrough: null, rows: newest, history }];
	}
}

describe('what a node remembers', () => {
	test('is for every cursor what the database would have said at the look, or nothing', async () => {
		const scope = fc.constantFrom(...PUBLIC);
		const size = fc.oneof({ weight: 9, arbitrary: fc.nat(5) }, fc.constantFrom(90, 150, 250));
		const write = fc.tuple(fc.constant('write'), scope, size, fc.nat(300), fc.nat(4));
		const other = fc.tuple(
			fc.constantFrom('look', 'look', 'look', 'restore'),
			scope,
			size,
			size,
			size
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.oneof({ weight: 4, arbitrary: write }, other), { maxLength: 40, size: 'max' }),
				async (steps) => {
					const world = new World();
					let backup = copyOf(world.logs);
					for (const [index, [what, where, rows, from, dice]] of steps.entries()) {
						const numbers = Array.from({ length: rows + 1 }, (_, number) => from + number);
						if (what === 'write') world.write(where, numbers, dice ? `text ${index}` : null);
						if (what === 'restore') [world.logs, backup] = [backup, copyOf(world.logs)];
						if (what === 'look') {
							await world.look();
							expectAllAnswersRight(world);
						}
					}
				}
			),
			{ numRuns: 300 }
		);
	});

	test('answers a device that is one change behind without the database', async () => {
		const world = new World();
		world.write('kb:public', [1, 2], 'a');
		await world.look();
		const before = PUBLIC.map((scope) => world.cursor(scope));
		world.write('kb:public', [2], 'b');
		await world.look();
		expect(world.answer(before)).toMatchObject({
			heads: [
				{ scope: 'kb:public', version: 2, count: 2, reset: false },
				{ scope: 'ref:public', version: 0, count: 0, sum: 0, reset: false }
			],
			rows: [{ scope: 'kb:public', id: uuid(2), version: 2, body: 'b' }]
		});
		expect(world.looks).toBe(2);
	});

	describe('is not used', () => {
		const behind = async () => {
			const world = new World();
			world.write('kb:public', [1], 'a');
			world.write('ref:public', [5], 'a');
			const cursors = PUBLIC.map((scope) => world.cursor(scope));
			world.write('kb:public', [2], 'b');
			await world.look();
			expect(world.answer(cursors)).not.toBeNull();
			return { world, cursors };
		};

		test('for a device that is not behind, which asks whether there is more', async () => {
			const { world } = await behind();
			expect(world.answer(PUBLIC.map((scope) => world.cursor(scope)))).toBeNull();
		});

		test('for a device that is ahead in any scope', async () => {
			const { world, cursors } = await behind();
			world.write('ref:public', [6], 'c');
			expect(world.answer([...cursors.slice(0, 1), world.cursor('ref:public')])).toBeNull();
		});

		test('for a cursor of another history, at the head or before it', async () => {
			const { world, cursors } = await behind();
			for (const wrong of PUBLIC)
				expect(
					world.answer(cursors.map((one) => (one.scope === wrong ? { ...one, sum: 5 } : one)))
				).toBeNull();
			expect(world.answer(cursors.map((one) => ({ ...one, sum: null })))).toBeNull();
		});

		test('for more rows than a page has', async () => {
			const { world, cursors } = await behind();
			expect(world.recent.answer(PUBLIC, cursors, 0)).toBeNull();
		});

		test('after something was written to a scope, until a look that began after that', async () => {
			const { world, cursors } = await behind();
			const looking = world.look();
			world.recent.doubt(['kb:public']);
			await looking;
			expect(world.answer(cursors)).toBeNull();
			await world.look();
			expect(world.answer(cursors)).not.toBeNull();
			world.recent.doubt(['queue:callCenter']);
			expect(world.answer(cursors)).not.toBeNull();
		});

		test('when no look has succeeded for seconds', async () => {
			const { world, cursors } = await behind();
			world.atMs += 4000;
			expect(world.answer(cursors)).not.toBeNull();
			world.isDown = true;
			await expect(world.look()).rejects.toThrow('Down');
			world.atMs += 2000;
			expect(world.answer(cursors)).toBeNull();
		});

		test('for a scope that nobody here listens to', async () => {
			const { world, cursors } = await behind();
			world.write('kb:staff', [1], 'a');
			expect(world.answer(cursors, [...PUBLIC, 'kb:staff'])).toBeNull();
		});

		test('for the tickets of one person, of which nothing is kept', async () => {
			const { world } = await behind();
			const mine: Scope = `mine:${uuid(7)}`;
			world.write(mine, [1], 'a');
			const cursor = world.cursor(mine);
			world.write(mine, [2], 'b');
			await world.look([...PUBLIC, mine]);
			expect(world.answer([cursor], [mine])).toBeNull();
		});
	});
});

const copyOf = (logs: ReadonlyMap<Scope, ScopeLog>): Map<Scope, ScopeLog> =>
	new Map([...logs].map(([scope, log]) => [scope, log.copy()]));

/** Asks for every version that there is, and with every checksum that is not of this history. */
function expectAllAnswersRight(world: World): void {
	for (const [scope, log] of world.logs) {
		const others = PUBLIC.filter((one) => one !== scope).map((one) => world.cursor(one));
		for (let version = 0; version <= log.version; version += 1) {
			const cursor = world.cursor(scope, version);
			const answer = world.answer([cursor, ...others]);
			if (version > 0) {
				const forged = { ...cursor, sum: (cursor.sum ?? 0) + 1 };
				expect(world.answer([forged, ...others])).toBeNull();
			}
			if (answer === null) continue;
			expect(sorted(answer.rows)).toEqual(sorted(log.since(version)));
			expect(versionsOf(answer.rows)).toEqual(versionsOf(answer.rows).toSorted((a, b) => a - b));
			const { version: head, proof } = log;
			expect(answer.heads).toContainEqual({ scope, version: head, ...proof, reset: false });
		}
	}
}

const versionsOf = (rows: readonly { version: number }[]) => rows.map(({ version }) => version);
const sorted = <Row extends { id: string }>(rows: readonly Row[]) =>
	rows.toSorted((a, b) => a.id.localeCompare(b.id));
