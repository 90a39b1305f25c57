import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connection.ts';
import { person, syncHistory, syncMember, syncScope } from '#lib/server/db/schema/index.ts';
import { pull } from '#lib/server/sync/pull.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { nobodysReplica, note, replicaOf, unitRow } from './replica.ts';
import { settle, signedIn, takenTicket, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let db: Database;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	({ db } = server.services);
	town = await settle(db);
	await note(server, [unitRow('one'), unitRow('two')]);
});
afterAll(() => server.stop());

describe('a ticket that goes from unit A to unit B', () => {
	it('pitfall 5: leaves the devices of A and comes to those of B (I8)', async () => {
		const consultant = await signedIn(server, 'konsultantka');
		const store = new TestStore(consultant, `person:${town.people.konsultantka}`);
		const subject = await takenTicket(store);
		const [a, b] = [
			await replicaOf(server, town, 'terenowy'),
			await replicaOf(server, town, 'biurowa')
		];
		const where = async () => {
			await Promise.all([a.pull(), b.pull()]);
			return [
				a.idsOf(`unit:${town.unitA}`).includes(subject),
				b.idsOf(`unit:${town.unitB}`).includes(subject)
			];
		};
		const forward = (unitId: string) =>
			store.outcomes(
				store.command('ticket.forward', { unitId, cellId: null, text: '' }, { subject })
			);
		expect(await where()).toEqual([false, false]);
		await forward(town.unitA);
		expect(await where()).toEqual([true, false]);
		const worker = await signedIn(server, 'terenowy');
		const field = new TestStore(worker, `person:${town.people.terenowy}`);
		await field.outcomes(field.command('ticket.return', { text: 'Nie nasz' }, { subject }));
		expect(await where()).toEqual([false, false]);
		await forward(town.unitB);
		expect(await where()).toEqual([false, true]);
	});

	it('pitfall 5: is taken from a device whose person changes units, with the next pull', async () => {
		const consultant = await signedIn(server, 'konsultantka');
		const store = new TestStore(consultant, `person:${town.people.konsultantka}`);
		for (const unitId of [town.unitA, town.unitB]) {
			const forward = { unitId, cellId: null, text: '' };
			const subject = await takenTicket(store);
			await store.outcomes(store.command('ticket.forward', forward, { subject }));
		}
		const replica = await replicaOf(server, town, 'terenowy');
		await replica.pull();
		expect(replica.idsOf(`unit:${town.unitA}`).length).toBeGreaterThan(0);
		const who = eq(person.login, 'terenowy');
		await db.update(person).set({ unitId: town.unitB }).where(who);
		await replica.pull();
		expect(replica.scopes.has(`unit:${town.unitA}`)).toBe(false);
		expect(replica.idsOf(`unit:${town.unitB}`).length).toBeGreaterThan(0);
		await db.update(person).set({ unitId: town.unitA }).where(who);
	});
});

describe('a cursor of another history', () => {
	it('is answered with everything anew', async () => {
		const replica = nobodysReplica(server, 500);
		await replica.pull();
		const held = replica.scopes.get('ref:public');
		if (held) held.sum += 1;
		await replica.pull();
		expect(replica.last.resets).toEqual(['ref:public']);
		expect(replica.last.rows).toBe(replica.idsOf('ref:public').length);
	});

	it('pitfall 3: is known after the server was restored and has drawn the same versions again', async () => {
		const replica = nobodysReplica(server, 500);
		await note(server, [unitRow('before the backup')]);
		await replica.pull();
		const change = unitRow('lost with the disk');
		await note(server, [change]);
		await replica.pull();
		// The backup knows nothing of the last change; another one takes its version.
		await db.transaction(async (tx) => {
			const [scope] = await tx.select().from(syncScope).where(eq(syncScope.key, 'ref:public'));
			const [id, version] = [scope?.id ?? 0, (scope?.version ?? 0) - 1];
			const historyAt = (past: number) =>
				and(eq(syncHistory.scope, id), eq(syncHistory.version, past));
			const [past] = await tx.select().from(syncHistory).where(historyAt(version));
			await tx.delete(syncMember).where(eq(syncMember.id, change.id));
			await tx.delete(syncHistory).where(historyAt(version + 1));
			await tx
				.update(syncScope)
				.set({ version, sum: past?.sum ?? 0, count: (scope?.count ?? 1) - 1 })
				.where(eq(syncScope.id, id));
		});
		await note(server, [unitRow('after the restore')]);
		const before = replica.scopes.get('ref:public')?.version;
		await replica.pull();
		expect(replica.last.resets).toEqual(['ref:public']);
		expect(replica.scopes.get('ref:public')?.version).toBe(before);
		expect(replica.idsOf('ref:public')).not.toContain(change.id);
	});

	it('is known when the scope itself is gone', async () => {
		const asked = { scope: 'kb:public', version: 7, sum: 5 } as const;
		const { heads } = await pull(
			server.services,
			{ type: 'anonymous' },
			{
				...{ protocol: 1, owner: 'anybody', cursors: [asked] }
			}
		);
		const [head] = heads.filter(({ scope }) => scope === 'kb:public');
		expect(head).toEqual({ scope: 'kb:public', version: 0, count: 0, sum: 0, reset: true });
	});
});

describe('whoever asks', () => {
	it('gets nothing of a scope that is not theirs, whatever they name', async () => {
		const browser = await signedIn(server, 'biurowa');
		const answer = await browser.api.sync.pull.query({
			protocol: 1,
			owner: `person:${town.people.biurowa}`,
			cursors: ['queue:callCenter', `unit:${town.unitA}`].map((scope) => ({
				...{ scope: scope as Scope, version: 0, sum: 0 }
			}))
		});
		const theirs = ['kb:staff', 'ref:public', 'ref:staff'];
		const own = [`mine:${town.people.biurowa}`, `unit:${town.unitB}`];
		expect(answer.heads.map(({ scope }) => scope).sort()).toEqual([...theirs, ...own].sort());
		for (const { scope } of answer.rows) expect([...theirs, ...own]).toContain(scope);
	});

	it('is sent away with the rows of somebody else, or when the session has ended', async () => {
		const browser = await signedIn(server, 'biurowa');
		const ask = (owner: string) => browser.api.sync.pull.query({ protocol: 1, owner, cursors: [] });
		const refused = (reason: string) => ({ data: { reason } });
		await expect(ask(`person:${town.people.terenowy}`)).rejects.toMatchObject(
			refused('otherOwner')
		);
		await browser.api.account.signOut.mutate();
		await expect(ask(`person:${town.people.biurowa}`)).rejects.toMatchObject(
			refused('signInNeeded')
		);
		await expect(
			browser.api.sync.pull.query({ protocol: 0, owner: 'anybody', cursors: [] })
		).rejects.toMatchObject(refused('updateNeeded'));
	});
});
