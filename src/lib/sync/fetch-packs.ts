/** The first load of a large scope: what its manifest names and this device does not have yet. */
import { openPack, PACKS_IN_REQUEST, type OpenedPack } from './pack.ts';
import type { Answered, EnginePorts, TransportFailure } from './ports.ts';
import { PROTOCOL_VERSION, type Manifest } from './protocol.ts';
import type { Scope } from './scope.ts';

/** A server answers one group while the device opens the one before. */
const GROUPS_AT_ONCE = 2;

/** Gets what is missing of a scope's packs. Broken off, those that came are there the next time. */
export async function fetchPacks(ports: EnginePorts, scope: Scope): Promise<Answered<Manifest>> {
	const { transport, rows, owner } = ports;
	const answered = await transport.manifest({ protocol: PROTOCOL_VERSION, owner, scope });
	if (!answered.ok) return answered;
	const { packs } = answered.value;
	const here = await rows.havePacks(packs);
	const groups = inGroups(packs.filter((name) => !here.has(name)));
	const failures: TransportFailure[] = [];
	const fetchNext = async (): Promise<void> => {
		for (let names = groups.shift(); names && failures.length === 0; names = groups.shift()) {
			const failure = await fetchGroup(ports, scope, names);
			if (failure) failures.push(failure);
		}
	};
	await Promise.all(Array.from({ length: GROUPS_AT_ONCE }, fetchNext));
	const [failure] = failures;
	return failure ? { ok: false, error: failure } : answered;
}

/** The same names are always asked for together, so that whatever lies in between can keep the answer. */
function inGroups(names: readonly string[]): (readonly string[])[] {
	const groups = Math.ceil(names.length / PACKS_IN_REQUEST);
	return Array.from({ length: groups }, (_, index) =>
		names.slice(index * PACKS_IN_REQUEST, (index + 1) * PACKS_IN_REQUEST)
	);
}

/** Opened before they are kept: so many texts are in memory at a time. */
const OPENED_AT_ONCE = 4;

/** Keeps what is as its name says, also where something else in the group is not. */
async function fetchGroup(
	ports: EnginePorts,
	scope: Scope,
	names: readonly string[]
): Promise<TransportFailure | null> {
	const { transport, rows, token } = ports;
	const answered = await transport.packs(scope, names);
	if (!answered.ok) return answered.error;
	const wrong: string[] = [];
	for (let start = 0; start < names.length; start += OPENED_AT_ONCE) {
		const opened: OpenedPack[] = [];
		for (const [index, name] of names.slice(start, start + OPENED_AT_ONCE).entries()) {
			const bytes = answered.value[start + index] ?? new Uint8Array();
			const pack = await openPack(name, bytes, ports);
			if (pack) opened.push(pack);
			else wrong.push(name);
		}
		if (opened.length > 0) await rows.keepPacks(opened, token);
	}
	if (wrong.length === 0) return null;
	// Alone once more: whatever gave a false answer in between may have kept it for the whole group.
	if (names.length > 1) return fetchEach(ports, scope, wrong);
	return { type: 'fault', message: `What came is not the pack ${wrong[0] ?? ''}` };
}

async function fetchEach(
	ports: EnginePorts,
	scope: Scope,
	names: readonly string[]
): Promise<TransportFailure | null> {
	for (const name of names) {
		const failure = await fetchGroup(ports, scope, [name]);
		if (failure) return failure;
	}
	return null;
}
