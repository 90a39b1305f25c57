import type { Sql } from 'postgres';

/** Whoever asks gives up soon after. */
const PATIENCE_MS = 2000;

/** Does the database answer? */
export async function isHealthy(sql: Sql): Promise<boolean> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<false>((resolve) => {
		timer = setTimeout(resolve, PATIENCE_MS, false);
	});
	const answered = sql`select 1`.then(
		() => true,
		() => false
	);
	return Promise.race([answered, late]).finally(() => {
		clearTimeout(timer);
	});
}
