/** What one change costs a node when hundreds of devices hold the scope. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Actor } from '#lib/domain/org/roles.ts';
import { inviteDevice, pairDevice } from '#lib/server/auth/devices.ts';
import { identify } from '#lib/server/auth/visitor.ts';
import { person, place as placeTable } from '#lib/server/db/schema/index.ts';
import { Device } from './devices.ts';
import { figure, promised, percentile, type Figure } from './figures.ts';
import { articleRow, startNode, write, type Node } from './node.ts';

const DEVICES = 500;
const ROWS = 1000;
const CHANGES = 30;
const IDLE_MS = 6000;
const ANYBODY: Actor = { type: 'anonymous' };

export async function measureFanOut(serverUrl: string): Promise<readonly Figure[]> {
	const node = await startNode(serverUrl);
	const end = new AbortController();
	try {
		const rows = Array.from({ length: ROWS }, () => articleRow(2000));
		await write(node, rows);
		const devices = Array.from({ length: DEVICES }, () => new Device(node, ANYBODY));
		const [first] = devices;
		await first?.pull();
		for (const device of devices) device.cursors = first?.cursors ?? [];
		node.statements.take();
		const lookups = await lookupsOf(node);
		for (const device of devices) void device.follow(end.signal);
		await until(() => node.services.hub.listeners === DEVICES);
		await delay(500);
		const opening = node.statements.take().length;
		const idle = await countIdle(node);
		const perChange: number[] = [];
		const currentMs: number[] = [];
		for (let change = 0; change < CHANGES; change += 1) {
			const startMs = performance.now();
			await write(node, [articleRow(2000, rows[change]?.id)]);
			await node.writer.sql.notify('lckm_scopes', '');
			await until(() => devices.every((device) => device.versionOf('kb:public') === 2 + change));
			currentMs.push(performance.now() - startMs);
			perChange.push(node.statements.take().length);
		}
		return [
			promised(
				{ atMost: 2 },
				figure(`queries a change and node, ${DEVICES} devices, p50`, percentile(perChange, 0.5), '')
			),
			figure('the same, at most', Math.max(...perChange), ''),
			figure('commit → all of them current, p50', percentile(currentMs, 0.5), 'ms'),
			figure('commit → all of them current, p95', percentile(currentMs, 0.95), 'ms'),
			promised(
				{ atMost: 0.51 },
				figure('queries in a second without news', (1000 * idle) / IDLE_MS, '')
			),
			figure(`queries while ${DEVICES} streams open`, opening, ''),
			...lookups
		];
	} finally {
		end.abort();
		await node.stop();
	}
}

async function countIdle(node: Node): Promise<number> {
	await delay(IDLE_MS);
	return node.statements.take().length;
}

/** What remains for each request of a device, outside sync: who it is. */
async function lookupsOf({ services, statements }: Node): Promise<readonly Figure[]> {
	const id = randomUUID();
	await services.db
		.insert(person)
		.values({ ...{ id, login: 'a', name: 'A', roles: ['consultant'], desk: 'callCenter' } });
	const who = { ...{ id, name: 'A', roles: [], desk: null, unitId: null, cellId: null } };
	const { token } = await services.sessions.begin(who, new Date());
	const place = randomUUID();
	await services.db
		.insert(placeTable)
		.values({ ...{ id: place, code: 'P', name: 'P', address: '', kind: 'point' } });
	const wanted = { class: 'kiosk', name: 'K', placeId: place } as const;
	const invited = await inviteDevice(services.db, wanted, new Date());
	const paired = await pairDevice(services.db, invited?.code ?? '', new Date());
	const device = paired?.token ?? '';
	const count = async (held: Readonly<Record<string, string>>) => {
		statements.take();
		await identify(services, {
			read: (name) => held[name] ?? null,
			write: () => undefined,
			clear: () => undefined
		});
		return statements.take().length;
	};
	// A connection that is new asks for the types first; the least is what a request costs.
	const least = async (held: Readonly<Record<string, string>>) => {
		const counts: number[] = [];
		for (let times = 0; times < 20; times += 1) counts.push(await count(held));
		return Math.min(...counts);
	};
	return [
		figure('further queries a request, nobody signed in', await least({}), ''),
		figure('… of an enrolled device', await least({ device }), ''),
		figure(
			'… of somebody signed in on an enrolled device',
			await least({ session: token, device }),
			''
		)
	];
}

async function until(isSo: () => boolean): Promise<void> {
	const deadline = performance.now() + 60_000;
	while (!isSo()) {
		if (performance.now() > deadline) throw new Error('Not within a minute');
		await delay(1);
	}
}
