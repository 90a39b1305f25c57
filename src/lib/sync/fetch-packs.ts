/** The first load of a large scope: what its manifest names and this device does not have yet. */
import { openPack } from './pack.ts';
import type { Answered, EnginePorts, TransportFailure } from './ports.ts';
import { PROTOCOL_VERSION, type Manifest } from './protocol.ts';
import type { Scope } from './scope.ts';

/** As many at a time as a browser opens connections to one server. */
const PACKS_AT_ONCE = 6;

/** Gets what is missing of a scope's packs. Broken off, those that came are there the next time. */
export async function fetchPacks(ports: EnginePorts, scope: Scope): Promise<Answered<Manifest>> {
	const { transport, rows, token, owner } = ports;
	const answered = await transport.manifest({ protocol: PROTOCOL_VERSION, owner, scope });
	if (!answered.ok) return answered;
	const { packs } = answered.value;
	const here = await rows.havePacks(packs);
	const missing = packs.filter((name) => !here.has(name));
	const failures: TransportFailure[] = [];
	const fetchNext = async (): Promise<void> => {
		for (
			let name = missing.pop();
			name !== undefined && failures.length === 0;
			name = missing.pop()
		) {
			const bytes = await transport.pack(scope, name);
			const opened = bytes.ok ? await openPack(name, bytes.value, ports) : null;
			if (opened) await rows.keepPack(opened, token);
			else failures.push(bytes.ok ? notThatPack(name) : bytes.error);
		}
	};
	await Promise.all(Array.from({ length: PACKS_AT_ONCE }, fetchNext));
	const [failure] = failures;
	return failure ? { ok: false, error: failure } : answered;
}

const notThatPack = (name: string): TransportFailure => ({
	type: 'fault',
	message: `What came is not the pack ${name}`
});
