/** The longer side, in pixels: enough to read a house number across a street, a tenth of the bytes. */
const LONGER_SIDE = 2048;
const QUALITY = 0.82;

/**
 * Draws a photograph anew, smaller, as JPEG. Drawing leaves out everything else the file carried:
 * where and when it was taken, by what, and its thumbnail.
 * @throws Error when the file is no picture that this browser can show
 */
export async function downscale(file: Blob): Promise<Blob> {
	const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
	try {
		const scale = Math.min(1, LONGER_SIDE / Math.max(picture.width, picture.height));
		const width = Math.round(picture.width * scale);
		const height = Math.round(picture.height * scale);
		const canvas = new OffscreenCanvas(width, height);
		const context = canvas.getContext('2d');
		if (!context) throw new Error('No canvas to draw on');
		context.drawImage(picture, 0, 0, width, height);
		return await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
	} finally {
		picture.close();
	}
}
