/** The first page of a document, small enough for a list. */
import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas';

/** The longer side, in pixels: the headings of a form can be read. */
export const PICTURE_SIDE = 480;
const QUALITY = 80;

/** @returns WebP, base64 */
export const encoded = async (canvas: Canvas): Promise<string> =>
	(await canvas.encode('webp', QUALITY)).toString('base64');

/** A picture that a document brought along; null for what is none. */
export async function drawnSmaller(bytes: Uint8Array): Promise<string | null> {
	try {
		const picture = await loadImage(bytes);
		const scale = Math.min(1, PICTURE_SIDE / Math.max(picture.width, picture.height));
		const canvas = createCanvas(
			Math.max(1, Math.round(picture.width * scale)),
			Math.max(1, Math.round(picture.height * scale))
		);
		canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
		return await encoded(canvas);
	} catch {
		return null;
	}
}
