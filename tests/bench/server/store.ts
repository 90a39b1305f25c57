import { randomBytes, randomUUID } from 'node:crypto';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import type { CommandName } from '#lib/domain/ticket/arguments.ts';
import { receiptCodeFrom } from '#lib/domain/ticket/receipt-code.ts';
import { PROTOCOL_VERSION, type Command } from '#lib/sync/protocol.ts';
import { registration } from '../../support/tickets.ts';

/** A consultant of the call centre with a store of their own. */
export class Store {
	readonly actor: StaffActor = {
		...{ type: 'staff', id: randomUUID(), name: 'Anna Nowak', roles: ['consultant'] },
		...{ desk: 'callCenter', unitId: null, cellId: null, placeId: null }
	};
	readonly #client = randomUUID();
	#seq = 0;

	registration(): Command {
		const receiptCode = receiptCodeFrom(randomBytes(12));
		return this.command('ticket.register', { ...registration({ receiptCode }) });
	}

	command(name: CommandName, args: Command['args'], subject: string = randomUUID()): Command {
		this.#seq += 1;
		return {
			...{ id: randomUUID(), seq: this.#seq, prev: null, lane: 'ticket', subject },
			...{ name, version: 1, args, capturedAt: new Date().toISOString() }
		};
	}

	request(commands: Command[]) {
		const owner = `person:${this.actor.id}`;
		return { protocol: PROTOCOL_VERSION, client: this.#client, owner, commands };
	}
}
