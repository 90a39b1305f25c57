// The short form of `npm run torture`: nothing acknowledged is lost or doubled by kills without warning.
import { expect, it } from 'vitest';
import { Chance } from '../simulation/chance.ts';
import { torture } from '../torture/torture.ts';

const KILLS = 8;

it('killed at any moment, the product loses and doubles nothing that it acknowledged', async () => {
	const chance = new Chance(7);
	const result = await torture(KILLS, () => chance.next());
	console.log(
		`» ${String(result.kills)} kills: ${String(result.acked)} acknowledged, answers again after ` +
			`${String(result.byVictim.database.p50Ms)} ms (database), ${String(result.byVictim.server.p50Ms)} ms (server)`
	);
	expect(result).toMatchObject({ kills: KILLS, lost: 0, doubled: 0, stuck: 0 });
	expect(result.acked).toBeGreaterThan(KILLS);
}, 120_000);
