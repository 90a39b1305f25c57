/** What people write: mostly what they may and what it is time for, and now and then not. */
import { COMMANDS } from '#lib/domain/ticket/commands.ts';
import { may } from '#lib/domain/org/policy.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import { isCommandName } from '#lib/domain/ticket/arguments.ts';
import type { NewCommand } from '#lib/sync/ports.ts';
import { act, attachPhoto, newId, type FakeDevice } from '../support/fake-device.ts';
import type { FakeServer } from '../support/fake-server.ts';
import { registration, RIGHT_ARGUMENTS, uuid } from '../support/tickets.ts';
import type { Chance } from './chance.ts';

type Desk = {
	readonly device: FakeDevice;
	readonly actor: Actor;
	/** In the order of writing. */
	readonly written: NewCommand[];
};

export class People {
	readonly #server: FakeServer;
	readonly #tickets: string[] = [uuid(1)];
	readonly #chance: Chance;
	#pictures = 0;

	constructor(server: FakeServer, chance: Chance) {
		this.#server = server;
		this.#chance = chance;
	}

	async write({ device, actor, written }: Desk): Promise<void> {
		const fresh = actor.type === 'device' || this.#chance.happens(0.1);
		const subject = fresh ? newId() : this.#chance.pick(this.#tickets);
		if (fresh) this.#tickets.push(subject);
		const ticket = await device.sees(subject);
		const timely = Object.keys(COMMANDS).filter((name) => {
			if (!isCommandName(name) || name === 'ticket.attachPhoto') return false;
			const { from } = COMMANDS[name];
			const now = from === 'nothing' ? !ticket : ticket !== null && from.includes(ticket.status);
			return (
				now &&
				may(actor, name, ticket) &&
				(name !== 'ticket.handTo112' || this.#chance.happens(0.1))
			);
		});
		const name =
			this.#chance.happens(0.9) && timely.length > 0 ? this.#chance.pick(timely) : 'ticket.addNote';
		const command = act(subject, name, this.#argumentsOf(name, actor));
		await device.outbox.add([command]);
		written.push(command);
		if (this.#chance.happens(0.15)) this.#server.undecided.add(command.id);
	}

	/** A picture of a ticket that is known here; its bytes go up by themselves. */
	async photograph({ device, actor, written }: Desk): Promise<void> {
		if (actor.type !== 'staff') return;
		this.#pictures += 1;
		const sha256 = this.#pictures.toString(16).padStart(64, '0');
		const seen = await Promise.all(this.#tickets.map((id) => device.sees(id)));
		const own = this.#tickets.filter((_id, index) => {
			const ticket = seen[index] ?? null;
			return ticket !== null && may(actor, 'ticket.attachPhoto', ticket);
		});
		const command = attachPhoto(this.#chance.pick(own.length > 0 ? own : this.#tickets), sha256);
		device.outboxDisk.photos.set(sha256, false);
		await device.outbox.add([command]);
		written.push(command);
	}

	#argumentsOf(name: string, actor: Actor): object {
		const right: Readonly<Record<string, object>> = RIGHT_ARGUMENTS;
		if (name !== 'ticket.register') return right[name] ?? {};
		const code = String(this.#chance.below(10 ** 9)).padStart(12, '0');
		const channels = ['phone', 'web', 'hall'] as const;
		const channel = actor.type === 'device' ? 'hall' : this.#chance.pick(channels);
		return registration({ receiptCode: code, channel });
	}
}
