import { expect, test } from 'vitest';
import type { Count } from './count.ts';
import { schedule } from './schedule.ts';
import type { Step } from './steps.ts';

const step = (name: string, rest: Partial<Step> = {}): Step => ({
	name,
	counting: 'check',
	commands: [],
	needs: [],
	after: [],
	cores: 1,
	limitMinutes: 1,
	...rest
});

const GOOD: Count = { passed: 1, failures: [] };
const BAD: Count = { passed: 0, failures: ['bad'] };

/** What happened, as `+name` at a start and `-name` at an end; `!name` when it was kept from running. */
async function history(steps: readonly Step[], failing: readonly string[] = []): Promise<string[]> {
	const events: string[] = [];
	await schedule(steps, async ({ name }, failedNeed) => {
		if (failedNeed !== undefined) {
			events.push(`!${name}`);
			return BAD;
		}
		events.push(`+${name}`);
		await Promise.resolve();
		events.push(`-${name}`);
		return failing.includes(name) ? BAD : GOOD;
	});
	return events;
}

test('two steps share the cores, the third waits for one', async () => {
	const events = await history([step('a'), step('b'), step('c')]);
	expect(events.slice(0, 2)).toEqual(['+a', '+b']);
	expect(events.indexOf('+c')).toBeGreaterThan(events.indexOf('-a'));
});

test('a step that takes both cores runs alone', async () => {
	const events = await history([step('a'), step('wide', { cores: 2 }), step('b')]);
	expect(events.indexOf('-wide')).toBe(events.indexOf('+wide') + 1);
});

test('what builds on a failed step does not run, and neither does what builds on that', async () => {
	const steps = [step('a'), step('b', { needs: ['a'] }), step('c', { needs: ['b'] })];
	expect(await history(steps, ['a'])).toEqual(['+a', '-a', '!b', '!c']);
});

test('what only waits for a step runs whether that passed or not', async () => {
	const steps = [step('late', { after: ['a'] }), step('a')];
	expect(await history(steps, ['a'])).toEqual(['+a', '-a', '+late', '-late']);
});

test('a part of the steps does not wait for those left out', async () => {
	expect(await history([step('b', { needs: ['a'] })])).toEqual(['+b', '-b']);
});
