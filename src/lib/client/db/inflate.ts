/** @throws TypeError where the bytes are not gzip's, or are cut off */
export async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

const decoder = new TextDecoder();

export const decode = (bytes: Uint8Array): string => decoder.decode(bytes);
