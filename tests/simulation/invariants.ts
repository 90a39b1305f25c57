/** What must be true at every moment of a simulation, and what must be true at its end. */
import { deepEqual, equal } from 'node:assert/strict';
import { assert } from '#lib/base/assert.ts';
import { addHash } from '#lib/sync/checksum.ts';
import type { FakeServer } from '../support/fake-server.ts';
import { hashOf } from '../support/scope-log.ts';
import type { Post, World } from './world.ts';

export async function checkInvariants(world: World): Promise<void> {
	const { server, posts } = world;
	onceOnly(server);
	assert(server.tooEarly.length === 0, 'I11 a photograph is seen when its bytes are there');
	for (const post of posts) {
		proven(server, post);
		inLaneOrder(server, post);
		await nothingLost(world, post);
		inOwnName(server, post);
	}
}

/** I3: a command has at most one effect. */
function onceOnly({ effects }: FakeServer): void {
	assert(new Set(effects).size === effects.length, 'I3 a command has one effect');
}

/**
 * I1: at each cursor, count and checksum of the rows are the server's, now or before a backup was put
 * back, unless the disk was damaged since the last audit; I5: no row of another scope.
 */
function proven(server: FakeServer, { device: { rowDisk }, damaged }: Post): void {
	const own = new Map(rowDisk.held.map(({ scope }) => [scope, { count: 0, sum: 0 }]));
	for (const row of rowDisk.rows.values()) {
		const tally = own.get(row.scope);
		assert(tally, `I5 no row of a scope that is not held: ${row.scope}`);
		tally.count += 1;
		tally.sum = addHash(tally.sum, hashOf(row));
	}
	for (const { scope, hash } of rowDisk.expired.values()) {
		const tally = own.get(scope);
		assert(tally, `I5 nothing over of a scope that is not held: ${scope}`);
		tally.count += 1;
		tally.sum = addHash(tally.sum, hash);
	}
	for (const { scope, version } of rowDisk.held) {
		const proof = own.get(scope) ?? { count: 0, sum: 0 };
		const holds = damaged.has(scope) || server.hadProof(scope, version, proof);
		assert(holds, `I1 ${scope} at ${String(version)}`);
	}
}

/** I4: what had an effect, had it in the order in which it was written. */
function inLaneOrder(server: FakeServer, { written }: Post): void {
	const when = new Map(server.effects.map((id, index) => [id, index]));
	const last = new Map<string, number>();
	for (const { id, lane } of written) {
		const at = when.get(id);
		if (at === undefined) continue;
		assert(at > (last.get(lane) ?? -1), `I4 the order of lane ${lane}`);
		last.set(lane, at);
	}
}

/** I12: whatever is done was done in the name of whoever wrote it, on whatever machine, signed in or not. */
function inOwnName(server: FakeServer, { device, written }: Post): void {
	const own = device.actor.type === 'anonymous' ? '' : device.actor.id;
	for (const { id, subject } of written) {
		const entry = server.ticket(subject)?.timeline.find(({ commandId }) => commandId === id);
		assert(!entry || entry.by.id === own, 'I12 done in the name of who wrote it');
	}
}

/** I2: outbox and outcomes never shrink, and what was told is written; I7: no note is seen twice. */
async function nothingLost({ server, restores }: World, { device, written }: Post): Promise<void> {
	const entries = await device.outbox.entries();
	for (const { command, outcome } of entries)
		if (restores === 0 && outcome?.status === 'applied')
			assert(server.answerTo(command.id), 'I2 what was told is written');
	const kept = new Set(entries.map(({ command }) => command.id));
	for (const { id } of written) assert(kept.has(id), 'I2 what was written is kept');
	assert(kept.size === entries.length, 'I2 nothing is kept twice');
	const seqs = new Set(entries.map(({ command }) => command.seq));
	assert(seqs.size === entries.length, 'no number stands for two commands');
	for (const subject of new Set(written.map((command) => command.subject))) {
		const lines = (await device.sees(subject))?.timeline ?? [];
		const acts = new Set(lines.map(({ commandId }) => commandId));
		assert(acts.size === lines.length, 'I7 nothing is seen twice');
	}
}

/** When all is quiet every device has what the server has, and every command its stored outcome. */
export async function checkEnd(world: World): Promise<void> {
	await checkInvariants(world);
	for (const { device, actor } of world.posts) {
		const texts = (rows: readonly { scope: string; id: string; body: string | null }[]) =>
			rows.map(({ scope, id, body }) => `${scope} ${id} ${body ?? ''}`).sort();
		deepEqual(texts(device.rows()), texts(world.server.rowsFor(actor)));
		for (const { command, outcome, settled } of await device.outbox.entries()) {
			assert(outcome, 'everything is answered');
			// A refusal stays told, also where the server that gave it has been put back since.
			const answer = world.server.answerTo(command.id)?.status;
			const isForgotten = answer === undefined && world.server.hadRefused(command.id);
			if (!isForgotten) equal(outcome.status, answer, `${command.name} is ${String(answer)}`);
			equal(settled, outcome.status === 'applied', 'what was applied is in the rows');
			equal(world.server.effects.includes(command.id), outcome.status === 'applied');
		}
	}
	// A pull whose pages come from two histories is found out, and fetched anew, too.
	const isQuiet = world.restores === 0 && world.clocksAhead === 0;
	const isUnneeded = isQuiet && world.repaired > world.damages;
	assert(!isUnneeded, 'no scope is fetched anew without any damage');
}
