/** How a thing is meant, each with its own colours, icon and spoken name: never colour alone. */
export const TONES = ['neutral', 'info', 'success', 'warning', 'danger'] as const;
export type Tone = (typeof TONES)[number];
export type ByTone<T> = Readonly<Record<Tone, T>>;
