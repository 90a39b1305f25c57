import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const TONES = ['neutral', 'info', 'success', 'warning', 'danger'];

type Pair = readonly [text: string, ground: string, ratio: number];

/** WCAG 2.2: 1.4.6 asks 7:1 of text, 1.4.11 asks 3:1 of what shows where a control is. */
const PAIRS: readonly Pair[] = [
	['--color-ink', '--color-page', 7],
	['--color-ink', '--color-surface', 7],
	['--color-ink', '--color-sunken', 7],
	['--color-ink', '--color-chosen', 7],
	['--color-ink-soft', '--color-page', 7],
	['--color-ink-soft', '--color-surface', 7],
	['--color-ink-soft', '--color-sunken', 7],
	['--color-ink-soft', '--color-chosen', 7],
	['--color-heading', '--color-surface', 7],
	['--color-heading', '--color-page', 7],
	['--color-link', '--color-surface', 7],
	['--color-link', '--color-page', 7],
	['--color-link', '--color-sunken', 7],
	['--color-link', '--color-chosen', 7],
	['--color-on-header', '--color-header', 7],
	['--color-on-header-soft', '--color-header', 7],
	['--color-on-action', '--color-action', 7],
	['--color-on-action', '--color-action-hover', 7],
	['--color-on-danger-action', '--color-danger-action', 7],
	['--color-on-danger-action', '--color-danger-action-hover', 7],
	['--color-on-accent', '--color-accent', 7],
	['--color-on-accent', '--color-accent-hover', 7],
	['--color-on-highlight', '--color-highlight', 7],
	['--color-line-strong', '--color-surface', 3],
	['--color-line-strong', '--color-page', 3],
	['--color-accent-red', '--color-surface', 3],
	['--color-focus', '--color-focus-halo', 3],
	['--color-action', '--color-surface', 3],
	...TONES.flatMap((tone): Pair[] => [
		[`--tone-${tone}-text`, `--tone-${tone}-fill`, 7],
		[`--tone-${tone}-text`, '--color-surface', 7],
		[`--tone-${tone}-line`, '--color-surface', 3]
	])
];

const light = declarations('tokens.css', ':root');
const themes: Record<string, ReadonlyMap<string, string>> = {
	light,
	'dark (field)': over(light, declarations('theme-dark.css', ":has([data-surface='field'])")),
	'high contrast': over(light, declarations('theme-contrast.css', "[data-contrast='high']")),
	inverted: over(light, declarations('theme-contrast.css', "[data-contrast='inverted']"))
};

describe.each(Object.entries(themes))('the colours of the %s theme', (_name, theme) => {
	it.each(PAIRS)('%s on %s reads at %d:1 or better', (text, ground, ratio) => {
		expect(contrast(colour(theme, text), colour(theme, ground))).toBeGreaterThanOrEqual(ratio);
	});
});

function declarations(file: string, selector: string): ReadonlyMap<string, string> {
	const css = readFileSync(new URL(file, import.meta.url), 'utf8');
	const start = css.indexOf(`${selector} {`);
	if (start < 0) throw new Error(`${file} has no rule for ${selector}`);
	const block = css.slice(start, css.indexOf('}', start));
	return new Map(
		[...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [
			name,
			hex
		])
	);
}

function over(base: ReadonlyMap<string, string>, changes: ReadonlyMap<string, string>) {
	return new Map([...base, ...changes]);
}

function colour(theme: ReadonlyMap<string, string>, name: string): string {
	const hex = theme.get(name);
	if (hex === undefined) throw new Error(`No colour called ${name}`);
	return hex;
}

function contrast(one: string, other: string): number {
	const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return ((bright ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Relative luminance of an sRGB colour, as WCAG defines it. */
function luminance(hex: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const part = parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
