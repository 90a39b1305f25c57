/** A consultant at work on a device in memory, with a ticket that they took, and a fake server. */
import type { Actor } from '#lib/domain/org/roles.ts';
import { act, FakeDevice } from './fake-device.ts';
import { networkTo, type Asked, type Fault } from './fake-network.ts';
import { FakeServer } from './fake-server.ts';
import { CONSULTANT, registration, uuid } from './tickets.ts';

export const TICKET = uuid(1);
export const OTHER = uuid(2);
export const register = (subject = TICKET, code = '0123456789AB') =>
	act(subject, 'ticket.register', registration({ receiptCode: code }));
export const note = (text: string, subject = TICKET) => act(subject, 'ticket.addNote', { text });

/** A consultant's device with a ticket that they took, and how often the network was used. */
export async function atWork(faultOf?: (asked: Asked) => Fault) {
	const server = new FakeServer();
	let pushes = 0;
	let signedIn: Actor = CONSULTANT;
	const world: { faultOf: typeof faultOf } = { faultOf: undefined };
	const network = networkTo(
		server,
		() => signedIn,
		(asked) => {
			if (asked === 'push') pushes += 1;
			return world.faultOf?.(asked) ?? 'none';
		}
	);
	const device = new FakeDevice(CONSULTANT, network);
	await device.outbox.add([register(), act(TICKET, 'ticket.take', {})]);
	await device.cycle();
	world.faultOf = faultOf;
	pushes = 0;
	return {
		server,
		device,
		pushes: () => pushes,
		signIn: (actor: Actor) => {
			signedIn = actor;
		}
	};
}
export const notesOf = (server: FakeServer, id = TICKET): readonly string[] =>
	(server.ticket(id)?.timeline ?? []).flatMap((line) =>
		line.type === 'noteAdded' ? [line.text] : []
	);
export const statuses = async (device: FakeDevice): Promise<readonly string[]> =>
	(await device.outbox.entries()).map(({ outcome }) => outcome?.status ?? 'waits');
