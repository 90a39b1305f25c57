// Before any test: each worker starts a product of its own, and two must not build at the same time.
import { ensureBuild } from '../../src/cli/app-build.ts';

export default async function build(): Promise<void> {
	await ensureBuild({
		onBegin: (why) => {
			console.log(`Building the application (${why})…`);
		},
		signal: AbortSignal.timeout(180_000)
	});
}
