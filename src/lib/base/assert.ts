/**
 * States what must hold here. A failure is a bug, never something a person could have avoided.
 * @throws Error naming the broken invariant
 */
export function assert(condition: unknown, invariant: string): asserts condition {
	if (!condition) throw new Error(`Invariant broken: ${invariant}`);
}

/** The branch that a closed list makes impossible; the compiler refuses a call that is reachable. */
export function impossible(value: never): never {
	throw new Error(`Not in the list: ${JSON.stringify(value)}`);
}
