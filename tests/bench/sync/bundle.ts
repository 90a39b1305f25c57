// The page of a contender as a browser would get it: one minified script.
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

export type Bundle = { readonly code: string; readonly gzipKb: number };

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** @param entry from this folder */
export async function bundle(entry: string): Promise<Bundle> {
	const built = await build({
		root: ROOT,
		configFile: false,
		publicDir: false,
		logLevel: 'error',
		define: { 'process.env.NODE_ENV': '"production"' },
		build: {
			write: false,
			minify: true,
			target: 'es2023',
			// A page's script is no library: what the modules export is dropped.
			rolldownOptions: {
				input: path.join(import.meta.dirname, entry),
				output: { format: 'iife', codeSplitting: false }
			}
		}
	});
	const [output] = [built].flat();
	const chunk = output && 'output' in output ? output.output[0] : undefined;
	if (!chunk) throw new Error(`${entry} came out empty`);
	return { code: chunk.code, gzipKb: gzipSync(chunk.code, { level: 9 }).length / 1000 };
}
