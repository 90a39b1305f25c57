// `npm run torture -- --kills N [--seed S] [--json]`: kills the product and its database while people work.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Chance } from '../simulation/chance.ts';
import { torture } from './torture.ts';

const { values } = parseArgs({
	options: {
		kills: { type: 'string', default: '20' },
		seed: { type: 'string', default: String(Date.now() % 1_000_000) },
		json: { type: 'boolean', default: false }
	}
});
const kills = Number(values.kills);
const seed = Number(values.seed);
if (!Number.isSafeInteger(kills) || kills < 1 || !Number.isSafeInteger(seed)) {
	console.error('--kills and --seed are whole numbers.');
	process.exit(2);
}
const chance = new Chance(seed);
const result = await torture(kills, () => chance.next());
console.log(values.json ? JSON.stringify({ ...result, seed }) : JSON.stringify(result, null, '  '));
process.exit(result.lost + result.doubled + result.stuck > 0 ? 1 : 0);
