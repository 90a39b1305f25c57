import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

type Limit = { readonly points: number; readonly withinS: number };

/**
 * How often something may be tried. Whole offices share one address, so limits by address are wide
 * and the narrow ones go by login, device or person. Kept in memory: a restart forgives, and each
 * node counts for itself.
 */
const LIMITS = {
	signInByLogin: { points: 20, withinS: 15 * 60 },
	signInByAddress: { points: 100, withinS: 15 * 60 },
	/** A pairing code has 40 bits and lives ten minutes; five tries leave a guesser 1 in 10^11. */
	pairByAddress: { points: 5, withinS: 10 * 60 },
	pairByAnybody: { points: 100, withinS: 10 * 60 },
	trackByAddress: { points: 60, withinS: 10 * 60 },
	trackByAnybody: { points: 6000, withinS: 10 * 60 },
	/** What was counted goes every half a minute at most; a hall of kiosks counts each by itself. */
	countByAddress: { points: 120, withinS: 10 * 60 },
	push: { points: 300, withinS: 60 },
	/** Acts, of people who are not signed in: a whole estate may report one and the same lamp. */
	pushByAddress: { points: 60, withinS: 10 * 60 },
	pushByAnybody: { points: 6000, withinS: 10 * 60 },
	upload: { points: 300, withinS: 10 * 60 },
	/** Photographs of people who are not signed in: several households share one address. */
	uploadByAddress: { points: 60, withinS: 10 * 60 },
	uploadByAnybody: { points: 3000, withinS: 10 * 60 },
	/** An office or a hall of a school has one address. */
	chatBeginByAddress: { points: 30, withinS: 10 * 60 },
	chatBeginByAnybody: { points: 1000, withinS: 10 * 60 },
	/** Nobody writes a line a second for a minute; what had to wait for a network comes many at once. */
	chatSay: { points: 60, withinS: 60 },
	chatRead: { points: 600, withinS: 60 },
	chatByAddress: { points: 6000, withinS: 60 }
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof LIMITS;

export type Limits = {
	/** @returns 0 when it may go on, else how long to wait, in milliseconds */
	readonly spend: (name: LimitName, key: string, points?: number) => Promise<number>;
	/** What succeeded does not count against who did it. */
	readonly giveBack: (name: LimitName, key: string) => Promise<void>;
};

export function createLimits(): Limits {
	const limiters = new Map<LimitName, RateLimiterMemory>();
	const limiterOf = (name: LimitName): RateLimiterMemory => {
		const { points, withinS } = LIMITS[name];
		const known = limiters.get(name);
		if (known) return known;
		const made = new RateLimiterMemory({ keyPrefix: name, points, duration: withinS });
		limiters.set(name, made);
		return made;
	};
	return {
		spend: async (name, key, points = 1) => {
			try {
				await limiterOf(name).consume(key, points);
				return 0;
			} catch (refused) {
				if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext);
				throw refused;
			}
		},
		giveBack: async (name, key) => {
			await limiterOf(name).reward(key);
		}
	};
}

/**
 * Under which address tries are counted: of IPv6 the network that one household or office has.
 * @param address `undefined` is what Node gives once the caller has hung up; adapter-node hands it on
 */
export function addressKey(address: string | undefined): string {
	if (address === undefined) return '';
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1];
	if (mapped !== undefined) return mapped;
	if (!address.includes(':')) return address;
	const [head = '', tail] = address.split('::');
	const groups = head === '' ? [] : head.split(':');
	if (tail !== undefined) {
		const after = tail === '' ? [] : tail.split(':');
		groups.push(
			...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0'),
			...after
		);
	}
	return `${groups
		.slice(0, 4)
		.map((group) => parseInt(group, 16).toString(16))
		.join(':')}::/64`;
}
