import type { Command } from './child.ts';

/** Vitest and Playwright count their tests in a report; any other step is one check. */
type Counting = 'check' | 'vitest' | 'playwright';

export type Step = {
	readonly name: string;
	readonly counting: Counting;
	/** One after the other, until one fails. */
	readonly commands: readonly Command[];
	/** Steps that must have passed. */
	readonly needs: readonly string[];
	/** Steps that must have ended, since both would touch the same files. */
	readonly after: readonly string[];
	/** Of the two cores; what measures time gets both. */
	readonly cores: 1 | 2;
	readonly limitMinutes: number;
};

export const CORES = 2;

type Named = Pick<Step, 'name' | 'commands'> & Partial<Step>;

function step(named: Named): Step {
	const needs = named.name === 'generate' ? [] : ['generate'];
	return { counting: 'check', needs, after: [], cores: 1, limitMinutes: 10, ...named };
}

const vitest = (...options: string[]): Command => ['vitest', 'run', ...options];

const npm = (script: string): Command => ['npm', 'run', '--silent', script];

/** In the order they start where there is room. */
export const STEPS: readonly Step[] = [
	step({ name: 'generate', commands: [npm('generate')] }),
	// The longest of those that share the cores, so it goes first: each component costs half a second.
	step({ name: 'lint', limitMinutes: 20, commands: [npm('lint')] }),
	step({ name: 'types', commands: [npm('check')] }),
	step({ name: 'format', commands: [npm('format:check')] }),
	step({
		name: 'unit',
		counting: 'vitest',
		commands: [vitest('--project', 'unit', '--project', 'runes', '--maxWorkers', '1')]
	}),
	step({
		name: 'integration',
		counting: 'vitest',
		commands: [vitest('--project', 'integration', '--maxWorkers', '1')]
	}),
	step({
		name: 'build',
		// It compiles the messages anew, under the eyes of everything that reads them.
		after: ['types', 'lint', 'format', 'unit', 'integration'],
		commands: [npm('build')]
	}),
	step({
		name: 'bundle',
		counting: 'vitest',
		needs: ['build'],
		commands: [vitest('--project', 'bundle')]
	}),
	step({
		name: 'process',
		counting: 'vitest',
		needs: ['build'],
		cores: 2,
		limitMinutes: 8,
		commands: [vitest('--project', 'process', '--maxWorkers', '1')]
	}),
	step({
		name: 'browser',
		counting: 'playwright',
		needs: ['build'],
		cores: 2,
		limitMinutes: 45,
		commands: [
			['node', 'tests/support/chromium.ts'],
			['playwright', 'test']
		]
	})
];
