// A recording as a telephone exchange writes it, made by rule: PCM, mono, 8 kHz, 16 bits.
import { createHash } from 'node:crypto';

const RATE = 8000;

/** @param marker stands in the file as text, to look for it afterwards */
export function wavOf(seconds: number, marker = ''): Buffer {
	const samples = Buffer.alloc(seconds * RATE * 2);
	for (let index = 0; index < samples.length / 2; index += 1)
		samples.writeInt16LE(
			Math.round(8000 * Math.sin((index / RATE) * 2 * Math.PI * 440)),
			index * 2
		);
	const note = Buffer.from(marker, 'latin1');
	const padded = note.length % 2 === 0 ? note : Buffer.concat([note, Buffer.alloc(1)]);
	const chunk = (name: string, body: Buffer) => {
		const head = Buffer.alloc(8);
		head.write(name, 'latin1');
		head.writeUInt32LE(body.length, 4);
		return Buffer.concat([head, body]);
	};
	const format = Buffer.alloc(16);
	format.writeUInt16LE(1, 0);
	format.writeUInt16LE(1, 2);
	format.writeUInt32LE(RATE, 4);
	format.writeUInt32LE(RATE * 2, 8);
	format.writeUInt16LE(2, 12);
	format.writeUInt16LE(16, 14);
	const parts = [chunk('fmt ', format), ...(marker ? [chunk('note', padded)] : [])];
	const body = Buffer.concat([Buffer.from('WAVE', 'latin1'), ...parts, chunk('data', samples)]);
	return chunk('RIFF', body);
}

export type Call = {
	readonly call: string;
	readonly started: string;
	readonly seconds: number;
	readonly agent?: string;
	readonly sha256?: string;
};

/** `Upload-Metadata` of tus 1.0. */
export function metadataOf({ call, started, seconds, agent, sha256 }: Call, bytes: Buffer): string {
	const said = {
		...{ call, started, seconds: String(seconds) },
		...(agent ? { agent } : {}),
		sha256: sha256 ?? createHash('sha256').update(bytes).digest('hex')
	};
	return Object.entries(said)
		.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
		.join(',');
}
