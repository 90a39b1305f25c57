import process from 'node:process';

/** How often what is left to chance is tried: a few times with every change, PITFALL_ROUNDS=50 at night. */
export const ROUNDS = Number(process.env['PITFALL_ROUNDS'] ?? 5);
/** More than the slowest machine needs for one of them. */
export const ROUND_MS = 15_000;
