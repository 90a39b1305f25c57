/** Questions that contenders without a network part of their own ask their servers. */
export async function ask(address: string, body?: unknown): Promise<Response> {
	const init =
		body === undefined
			? {}
			: {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(body)
				};
	const response = await fetch(address, init);
	if (!response.ok) throw new Error(`${address}: ${response.status}`);
	return response;
}

export async function askJson<T>(address: string, body?: unknown): Promise<T> {
	const response = await ask(address, body);
	return (await response.json()) as T;
}
