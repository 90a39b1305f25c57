/** Adds up how long the methods of a port take, where one call at a time is made of them. */
export class Stopwatch {
	readonly #spans = new Map<string, number>();

	/** The same object, with a watch on every method. */
	around<Port extends object>(port: Port, name: string): Port {
		return new Proxy(port, {
			get: (target, key) => {
				const member: unknown = Reflect.get(target, key);
				if (typeof member !== 'function') return member;
				return (...args: readonly unknown[]): Promise<unknown> =>
					this.time(`${name}.${String(key)}`, () =>
						Promise.resolve(Reflect.apply(member, target, args) as unknown)
					);
			}
		});
	}

	async time<T>(name: string, work: () => Promise<T>): Promise<T> {
		const startMs = performance.now();
		try {
			return await work();
		} finally {
			this.#spans.set(name, (this.#spans.get(name) ?? 0) + performance.now() - startMs);
		}
	}

	/** What was added up since the last time this was asked. */
	take(): Readonly<Record<string, number>> {
		const spans = Object.fromEntries(this.#spans);
		this.#spans.clear();
		return spans;
	}
}
