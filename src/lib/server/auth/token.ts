import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, in signs that a cookie takes. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * What the database keeps of a secret: whoever reads a backup cannot use it. A plain hash is enough
 * where the secret is random; passwords are another matter (password.ts).
 */
export const hashSecret = (secret: string): string =>
	createHash('sha256').update(secret).digest('hex');
