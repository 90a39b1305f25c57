/** A photograph drawn anew: what came from outside is shown to nobody as it came. */
import sharp, { type Sharp } from 'sharp';

/** 50 megapixels: more than any telephone takes, and less than what would fill the memory. */
const MOST_PIXELS = 50_000_000;
/** The longer side, in pixels: enough to read a number plate; the devices send 2048. */
const LONGER_SIDE = 2560;
const SMALL_SIDE = 480;
const QUALITY = 82;

// Only what fileTypeOf lets in as a picture is read at all: no SVG, no PDF, no reader of anything else.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
	operation: ['Jpeg', 'Png', 'Webp'].flatMap((format) => [
		`VipsForeignLoad${format}File`,
		`VipsForeignLoad${format}Buffer`
	])
});
// One at a time and on one thread, so that whoever else asks this node is answered meanwhile.
sharp.concurrency(1);
sharp.cache(false);

export type Drawn = { readonly full: Buffer; readonly small: Buffer };

/**
 * Draws a photograph as JPEG, upright and without anything else the file carried: where and when it was
 * taken and by what, its thumbnail, its colour profile, whatever was hidden behind it.
 * @returns null for what is no picture, has too many pixels, or cannot be read
 */
export async function draw(path: string): Promise<Drawn | null> {
	try {
		// A picture whose end is missing still shows what it shows.
		const original = sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'none', pages: 1 })
			.autoOrient()
			.flatten({ background: '#ffffff' });
		const full = await within(original, LONGER_SIDE).toBuffer();
		const small = await within(sharp(full), SMALL_SIDE).toBuffer();
		return { full, small };
	} catch {
		return null;
	}
}

const within = (picture: Sharp, side: number): Sharp =>
	picture
		.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
		.jpeg({ quality: QUALITY });
