// What a machine can hold people to: the direction of imports, the purity of the core, the sizes.
// Each rule that carries the architecture is shown to bite in tests/lint/rules.test.ts.
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const SCRIPTS = ['**/*.ts', '**/*.svelte'];
const RUNES = ['**/*.svelte', '**/*.svelte.ts'];
const TESTS = ['**/*.test.ts', '**/*.spec.ts'];
const CONCURRENT = [
	'src/{cli,routes}/**',
	'src/hooks.*.ts',
	'src/lib/{client,server,surface}/**',
	'service-worker/**',
	'tests/**',
	'**/*.svelte'
];
const PURE = ['src/lib/base/**/*.ts', 'src/lib/domain/**/*.ts', 'src/lib/sync/**/*.ts'];

// base ← domain ← sync ← { client | server } ← routes; ui shows what it is given, and surface is
// where it meets the client. A folder that is not named here fails tests/lint.
const SIGHT = {
	base: ['base'],
	domain: ['base', 'domain'],
	sync: ['base', 'domain', 'sync'],
	client: ['base', 'domain', 'sync', 'client', 'paraglide', 'server/trpc/router.ts'],
	server: ['base', 'domain', 'sync', 'server', 'paraglide'],
	ui: ['base', 'domain', 'ui', 'paraglide'],
	surface: ['base', 'domain', 'sync', 'client', 'ui', 'surface', 'paraglide']
};

/** What runs only in Node, by SvelteKit's naming; everything else under routes reaches the browser. */
const SERVER_ROUTES = ['src/routes/**/+server.ts', 'src/routes/**/*.server.ts'];
const BROWSER_ROUTES = ['src/routes/**/!(+server|*.server|*.test).ts', 'src/routes/**/*.svelte'];

const zones = [
	...Object.entries(SIGHT).map(([layer, seen]) => ({
		target: `./src/lib/${layer}`,
		from: ['./src', './service-worker'],
		except: seen.map((name) => `lib/${name}`),
		message: `${layer} sees only ${seen.join(', ')}.`
	})),
	{
		target: [...BROWSER_ROUTES, './src/hooks.client.ts'],
		from: './src/lib/server',
		message: 'This reaches the browser; the server stays behind +server.ts and *.server.ts.'
	},
	{
		target: [...SERVER_ROUTES, './src/hooks.server.ts', './src/cli'],
		from: ['./src/lib/client', './src/lib/surface'],
		message: 'Client and server never meet.'
	},
	{
		target: './service-worker',
		from: './src',
		except: ['base', 'domain', 'sync', 'client', 'paraglide'].map((name) => `lib/${name}`),
		message: 'The worker sees base, domain, sync and the rune-free part of client.'
	},
	{
		target: './service-worker',
		from: ['./src/**/*.svelte', './src/**/*.svelte.ts'],
		message: 'Runes are not compiled in the worker.'
	}
];

/**
 * Every case is written out; a default would hide the next word added to a list.
 * @type {['error', object]}
 */
const SWITCHES = [
	'error',
	{ allowDefaultCaseForExhaustiveSwitch: false, requireDefaultForNonUnion: false }
];

const NO_ALIAS = { regex: '^\\$lib(/|$)', message: 'Write #lib/… with the extension.' };

/**
 * Forbids what a layer may not import by name; one list a layer, as ESLint keeps only the last.
 * @param {{ regex: string, message: string, allowTypeImports?: boolean }[]} patterns
 * @returns {import('eslint').Linter.RulesRecord}
 */
const refuse = (...patterns) => ({
	'@typescript-eslint/no-restricted-imports': ['error', { patterns: [NO_ALIAS, ...patterns] }]
});

const CLOCK = 'Time, ids and chance come as arguments.';
const WORLD = 'The pure core has no world around it: take it as an argument or a port.';
const AMBIENT = [
	...['fetch', 'process', 'globalThis', 'global', 'window', 'self', 'document', 'navigator'],
	...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval'],
	...['queueMicrotask', 'requestAnimationFrame', 'crypto', 'performance', 'console', 'Buffer'],
	...['localStorage', 'sessionStorage', 'indexedDB', 'location']
];

export default defineConfig(
	{
		ignores: [
			'src/lib/paraglide/',
			'build/',
			'.svelte-kit/',
			'var/',
			'test-results/',
			'playwright-report/',
			'docs/'
		]
	},
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	js.configs.recommended,
	tseslint.configs.strictTypeChecked,
	svelte.configs.recommended,
	prettier,
	svelte.configs.prettier,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: {
				projectService: true,
				tsconfigRootDir: import.meta.dirname,
				extraFileExtensions: ['.svelte']
			}
		},
		rules: {
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-undef': 'off', // the compiler knows better
			'@typescript-eslint/switch-exhaustiveness-check': SWITCHES,
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }
			],
			// Rows of a table that belong together need such a parameter: (name: K, row: Table[K]).
			'@typescript-eslint/no-unnecessary-type-parameters': 'off',
			// Always served at the root of its own host: resolve() would only wrap every link.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		// Between two awaits the world moves on; this rule still believes what was true before, and
		// would have the second look at `signal.aborted` removed.
		files: CONCURRENT,
		rules: { '@typescript-eslint/no-unnecessary-condition': 'off' }
	},
	{
		files: RUNES,
		languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
		rules: {
			'prefer-const': 'off',
			'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$derived'] }]
		}
	},
	{
		// To ESLint every imported component is `any`, while svelte-check sees its props: what stays on
		// with types is what svelte-check does not ask.
		files: ['**/*.svelte'],
		rules: {
			...tseslint.configs.disableTypeChecked.rules,
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': SWITCHES
		}
	},
	{
		// It takes every date and map made for a moment inside a method for state.
		files: ['**/*.svelte.ts'],
		rules: { 'svelte/prefer-svelte-reactivity': 'off' }
	},
	{
		files: SCRIPTS,
		plugins: { 'import-x': importX },
		settings: {
			'import-x/extensions': ['.ts', '.svelte', '.js'],
			'import-x/parsers': {
				'@typescript-eslint/parser': ['.ts'],
				'svelte-eslint-parser': ['.svelte']
			},
			// Imports carry their extension, and #lib/… stands in package.json: Node's own way finds all.
			'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.json'] })]
		},
		rules: {
			'import-x/no-cycle': ['error', { ignoreExternal: true }],
			'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
			'max-lines': ['error', { max: 300 }],
			'max-lines-per-function': ['error', { max: 70 }],
			'@typescript-eslint/max-params': ['error', { max: 3 }],
			...refuse()
		}
	},
	{ files: ['**/*.svelte'], rules: { 'max-lines': ['error', { max: 200 }] } },
	// A describe block is a chapter, not a function; the file's own size still holds it.
	{ files: TESTS, rules: { 'max-lines-per-function': 'off' } },
	{
		files: PURE,
		ignores: TESTS,
		rules: {
			...refuse({
				regex: '^(?!\\.{1,2}/|#lib/|valibot$|dequal/lite$|diff$|@hpke/core$)',
				message:
					'The pure core takes valibot, dequal, diff and @hpke/core from outside, nothing else.'
			}),
			'no-restricted-globals': ['error', ...AMBIENT.map((name) => ({ name, message: WORLD }))],
			'no-restricted-properties': [
				'error',
				{ object: 'Date', property: 'now', message: CLOCK },
				{ object: 'Math', property: 'random', message: CLOCK }
			],
			'no-restricted-syntax': [
				'error',
				{ selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: CLOCK },
				{ selector: "CallExpression[callee.name='Date']", message: CLOCK }
			]
		}
	},
	{
		files: ['src/lib/{client,surface}/**', 'service-worker/**'],
		ignores: TESTS,
		rules: refuse(
			{
				regex: '(^|/)server/',
				message: 'Only `import type { AppRouter }` crosses.',
				allowTypeImports: true
			},
			{
				regex: '^(node:|drizzle-orm|postgres$|lucia|@node-rs/|@tus/|@trpc/server|\\$env/)',
				message: 'Runs in Node only.',
				allowTypeImports: true
			}
		)
	},
	{
		files: ['src/lib/server/**', 'src/cli/**', ...SERVER_ROUTES, 'src/hooks.server.ts'],
		ignores: TESTS,
		rules: refuse({
			regex: '^(dexie|tus-js-client|@trpc/client|workbox-|svelte($|/))',
			message: 'Runs in a browser only.'
		})
	},
	{
		files: ['src/lib/ui/**'],
		ignores: TESTS,
		rules: refuse({
			regex: '^(?!\\.{1,2}/|#lib/|svelte($|/)|@lucide/svelte|@fontsource/|\\$app/(?!server|forms))',
			message: 'ui shows what it is given: base, domain, messages, svelte and icons.'
		})
	},
	{
		files: ['**/*.js'],
		...tseslint.configs.disableTypeChecked
	}
);
