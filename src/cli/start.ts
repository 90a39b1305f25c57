// `npm start`: everything that a working ŁCKzM needs, from one command and with no service beside it.
import process from 'node:process';

/** From this version on Node runs the sources as they are and has what they use. */
const NODE_AT_LEAST = 24;

if (Number.parseInt(process.versions.node, 10) < NODE_AT_LEAST) {
	console.error(
		`lckm needs Node ${NODE_AT_LEAST}, this is ${process.versions.node}. ` +
			'Its own comes with `npm ci`: use `npm start`.'
	);
	process.exit(2);
}

// Only now, as an older Node stumbles over it already while loading.
await import('./quick-loading.ts');
const { start } = await import('./serve.ts');
process.exit(await start());
