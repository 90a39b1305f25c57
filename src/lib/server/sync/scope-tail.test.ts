import { expect, it } from 'vitest';
import type { SeenScope } from './look.ts';
import { extendTail } from './scope-tail.ts';

const seen = (version: number, more: Partial<SeenScope> = {}): SeenScope => ({
	...{ scope: 'queue:callCenter', version, count: version, sum: version * 7, goneThrough: null },
	rows: [{ kind: 'ticket', id: String(version), version, body: '{}' }],
	history: [
		{ version: version - 1, sum: (version - 1) * 7 },
		{ version, sum: version * 7 }
	],
	...more
});

it('goes on from what was kept', () => {
	const kept = extendTail(undefined, seen(3)) ?? undefined;
	expect(extendTail(kept, seen(4))?.rows.map(({ version }) => version)).toEqual([3, 4]);
});

it('begins anew where a month was forgotten, as its rows may be among those that were kept', () => {
	const kept = extendTail(undefined, seen(3)) ?? undefined;
	expect(extendTail(kept, seen(4, { rows: [], goneThrough: 24_315 }))).toBeNull();
	expect(extendTail(undefined, seen(4, { goneThrough: 24_315 }))?.goneThrough).toBe(24_315);
});
