/** Done whole before anybody else has a turn; what it throws is the rejection. */
export const atOnce = <T>(work: () => T): Promise<T> =>
	new Promise((resolve) => {
		resolve(work());
	});
