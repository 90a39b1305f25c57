/** Why an upload is not taken: a status, and a text for people; programs go by the number. */
export type UploadRefusal = readonly [status: number, text: string];

/** In the form that @tus/server answers with. */
export class UploadRefused extends Error {
	readonly status_code: number;
	readonly body: string;
	constructor([status, text]: UploadRefusal) {
		super(text);
		this.status_code = status;
		this.body = `${text}\n`;
	}
}

/** tus 1.0, "checksum mismatch". */
export const DAMAGED: UploadRefusal = [460, 'The bytes are not those of the SHA-256'];
