/** A device in memory that reads from a fake server, and what happens while it does. */
import { expect } from 'vitest';
import type { Actor } from '#lib/domain/org/roles.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { FakeDevice } from './fake-device.ts';
import { networkTo, type Fault } from './fake-network.ts';
import { FakeServer } from './fake-server.ts';
import type { Change } from './scope-log.ts';
import { CONSULTANT, uuid } from './tickets.ts';

export const article = (id: number, body: string | null, scope: Scope = 'kb:staff'): Change => ({
	scope,
	kind: 'article',
	id: uuid(id),
	body
});
export const articles = (from: number, to: number, text = 'x'): readonly Change[] =>
	Array.from({ length: to - from }, (_, index) => article(from + index, `"${text}"`));

export const texts = (rows: readonly { scope: string; id: string; body: string | null }[]) =>
	rows.map(({ scope, id, body }) => `${scope} ${id} ${body ?? ''}`).sort();
export const expectUpToDate = (device: FakeDevice, server: FakeServer, actor: Actor) => {
	expect(texts(device.rows())).toEqual(texts(server.rowsFor(actor)));
};

/** A consultant's device and its server; `between` runs before each page but the first of a pull. */
export function reading(actor: Actor = CONSULTANT) {
	const server = new FakeServer();
	const world = {
		server,
		actor,
		pulls: 0,
		fault: (): Fault => 'none',
		before: (_pull: number): void => undefined
	};
	const network = networkTo(
		server,
		() => world.actor,
		(asked) => {
			if (asked !== 'pull') return 'none';
			world.pulls += 1;
			world.before(world.pulls);
			return world.fault();
		}
	);
	return { world, server, device: new FakeDevice(actor, network) };
}
