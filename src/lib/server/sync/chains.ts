import type { Command } from '#lib/sync/protocol.ts';

/**
 * Divides a push into chains: what keeps an order among itself, its lane or what it says it follows, is
 * in one chain, in that order. Chains know nothing of each other and may be worked on side by side.
 */
export function chainsOf(commands: readonly Command[]): readonly (readonly Command[])[] {
	const chains = new Set<Command[]>();
	const byLane = new Map<string, Command[]>();
	const bySeq = new Map<number, Command[]>();
	for (const command of commands) {
		const { seq, prev, lane } = command;
		const chain = (prev === null ? undefined : bySeq.get(prev)) ?? byLane.get(lane) ?? [];
		chain.push(command);
		chains.add(chain);
		byLane.set(lane, chain);
		bySeq.set(seq, chain);
	}
	return [...chains];
}

/**
 * Works on chains side by side, each in its order, until one piece of work says that it is enough.
 * @param work false ends everything that has not begun
 */
export async function workOn<Item>(
	chains: readonly (readonly Item[])[],
	atOnce: number,
	work: (item: Item) => Promise<boolean>
): Promise<void> {
	const left = [...chains];
	let goesOn = true;
	const next = async () => {
		for (let chain = left.shift(); chain && goesOn; chain = left.shift())
			for (const item of chain) {
				if (!goesOn) return;
				goesOn = (await work(item)) && goesOn;
			}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, chains.length) }, next));
}
