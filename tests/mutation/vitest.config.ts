import { defineConfig } from 'vitest/config';

/** The tests of the rules alone: what breaks a rule has to be caught beside it. */
export default defineConfig({
	test: {
		include: [
			'src/lib/domain/{org,ticket}/**/*.test.ts',
			'src/lib/domain/*.test.ts',
			// What the rules say of themselves, with the § of each.
			'tests/docs/**/*.test.ts'
		],
		testTimeout: 20_000
	}
});
