// Imported for its effect, before anything that loads drizzle-orm.
import { registerHooks } from 'node:module';

const DRIZZLE = '/node_modules/drizzle-orm/';

/**
 * To learn the format of a module, Node reads its package's `exports` anew each time. drizzle-orm has
 * hundreds of modules and 178 kB of `exports`: half a second of every start. Its modules name each
 * other with their extension, and all of them are ES modules, so there is nothing to look up.
 */
registerHooks({
	resolve(specifier, context, nextResolve) {
		const { parentURL } = context;
		const isInside = specifier.startsWith('.') && parentURL?.includes(DRIZZLE);
		return isInside
			? { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
			: nextResolve(specifier, context);
	}
});
