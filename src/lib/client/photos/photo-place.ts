/** Degrees, WGS 84; north and east are positive. */
export type PhotoPlace = { readonly latitude: number; readonly longitude: number };

/**
 * Where a photograph was taken, as it says itself (EXIF). It is read on this device to be offered to
 * whoever took it; what is sent does not carry it.
 */
export async function placeOf(file: File): Promise<PhotoPlace | null> {
	try {
		const { load } = await import('exifreader');
		const { gps } = await load(file, { expanded: true });
		const { Latitude: latitude, Longitude: longitude } = gps ?? {};
		if (latitude === undefined || longitude === undefined) return null;
		return Number.isFinite(latitude) && Number.isFinite(longitude) ? { latitude, longitude } : null;
	} catch {
		// It says nothing that can be read: that is no fault of the photograph's.
		return null;
	}
}

/** To a metre; in the order in which maps are searched. */
export const placeText = ({ latitude, longitude }: PhotoPlace): string =>
	`${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
