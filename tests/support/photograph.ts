/** Real photographs, as telephones write them: with where and when they were taken, and by what. */
import sharp from 'sharp';

/** Where the invented ones were taken, as EXIF says it; no drawn one may say it any more. */
export const TAKEN_BY = 'Telefon-Mieszkanki-7';
const EXIF = {
	IFD0: { Make: TAKEN_BY, Copyright: 'Anna Kowalska' },
	IFD3: {
		GPSLatitudeRef: 'N',
		GPSLatitude: '51/1 46/1 37/1',
		GPSLongitudeRef: 'E',
		GPSLongitude: '19/1 27/1 17/1'
	}
};

type Wanted = {
	readonly width?: number;
	readonly height?: number;
	readonly format?: 'jpeg' | 'png' | 'webp';
	/** As in EXIF: 6 lies on its side. */
	readonly orientation?: number;
};

export function photograph({
	width = 800,
	height = 600,
	format = 'jpeg',
	orientation = 1
}: Wanted = {}): Promise<Buffer> {
	return sharp({ create: { width, height, channels: 3, background: '#8a4b2f' } })
		.withExif(EXIF)
		.withMetadata({ orientation })
		.toFormat(format)
		.toBuffer();
}
