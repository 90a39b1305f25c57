/** The faces the product shows; each sets its own type, spacing and target sizes (tokens.css). */
export const SURFACES = [
	'portal',
	'kiosk',
	'point',
	'field',
	'desk',
	'editorial',
	'administration'
] as const;
export type Surface = (typeof SURFACES)[number];
