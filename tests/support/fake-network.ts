/** The way between a device and the fake server, with everything that a network does to a request. */
import type { Actor } from '#lib/domain/org/roles.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import type { Answered, Transport, TransportFailure } from '#lib/sync/ports.ts';
import type { FakeServer } from './fake-server.ts';

export type Fault =
	| 'none'
	/** It never arrived. */
	| 'lostRequest'
	/** It was carried out, and the answer lost. */
	| 'lostAnswer'
	/** It arrived twice; the second answer is the one that comes back. */
	| 'twice'
	/** What came is half of what was sent, or somebody else's page: a proxy's. Said of packs only. */
	| 'spoilt'
	| TransportFailure;

export type Asked = 'push' | 'pull' | 'confirm' | 'manifest' | 'packs';

/**
 * @param signedIn who the server takes the device for, asked at each request
 * @param faultOf what happens to the next request
 */
export function networkTo(
	server: FakeServer,
	signedIn: () => Actor,
	faultOf: (asked: Asked) => Fault = () => 'none'
): Transport {
	function carry<Request extends { owner: string }, Response>(
		asked: Asked,
		request: Request,
		ask: (actor: Actor, request: Request) => Response
	): Promise<Answered<Response>> {
		const failed = (error: TransportFailure) => Promise.resolve({ ok: false, error } as const);
		const fault = faultOf(asked);
		if (typeof fault === 'object') return failed(fault);
		if (fault === 'lostRequest') return failed({ type: 'unreachable' });
		const actor = signedIn();
		if (!server.sabotage.ownerIgnored && request.owner !== ownerKeyOf(actor))
			return failed({ type: actor.type === 'staff' ? 'otherOwner' : 'signInNeeded' });
		// What travels is text: nothing is shared between the two sides.
		const travelled = () => structuredClone(request);
		if (fault === 'twice') ask(actor, travelled());
		const value = structuredClone(ask(actor, travelled()));
		// Half of the packs, and of the last of them not all.
		if (fault === 'spoilt' && Array.isArray(value)) {
			const half = (value as Uint8Array[]).slice(0, value.length / 2 + 1);
			const cut = half.map((pack, index) => (index === half.length - 1 ? pack.slice(1) : pack));
			return Promise.resolve({ ok: true, value: cut as Response });
		}
		if (fault === 'lostAnswer') return failed({ type: 'unreachable' });
		return Promise.resolve({ ok: true, value });
	}
	return {
		push: (request) => carry('push', request, (actor, asked) => server.push(actor, asked)),
		pull: (request) => carry('pull', request, (actor, asked) => server.pull(actor, asked)),
		confirm: (request) => carry('confirm', request, (_actor, asked) => server.confirm(asked)),
		manifest: (request) => carry('manifest', request, (_actor, asked) => server.manifest(asked)),
		packs: (_scope, names) => {
			const request = { owner: ownerKeyOf(signedIn()), names };
			return carry('packs', request, () =>
				names.map((name) => server.packFiles.get(name) ?? new Uint8Array())
			);
		}
	};
}

/** These faults, one a request, then none. */
export function faults(...list: readonly Fault[]): () => Fault {
	const left = [...list];
	return () => left.shift() ?? 'none';
}
