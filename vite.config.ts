import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './src/project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['baseLocale'],
			emitTsDeclarations: true
		}),
		sveltekit()
	],
	// Bundled into the server so that it starts in a fifth of a second instead of a half.
	ssr: { noExternal: ['drizzle-orm', 'valibot', 'lucia', '@trpc/server'] }
});
