import { describe, expect, test } from 'vitest';
import { MOST_PUSH_CHARACTERS, PUSH_CHARACTERS } from './push-limits.ts';
import { PushPace } from './push-pace.ts';

let now = 0;
function push(pace: PushPace, ms: number, answered = true): number {
	const ended = pace.begin();
	now += ms;
	ended(answered);
	return pace.characters;
}

describe('how much goes into one push', () => {
	test('little at first, more while answers are quick, up to what the server takes', () => {
		const pace = new PushPace(() => now);
		expect(pace.characters).toBe(PUSH_CHARACTERS);
		expect(push(pace, 100)).toBe(4 * PUSH_CHARACTERS);
		expect(push(pace, 100)).toBe(MOST_PUSH_CHARACTERS);
		expect(push(pace, 100)).toBe(MOST_PUSH_CHARACTERS);
	});

	test('stays where answers take their time', () => {
		const pace = new PushPace(() => now);
		push(pace, 100);
		expect(push(pace, 4000)).toBe(4 * PUSH_CHARACTERS);
	});

	test('is little again after one that was not answered, or hardly', () => {
		const pace = new PushPace(() => now);
		push(pace, 100);
		expect(push(pace, 100, false)).toBe(PUSH_CHARACTERS);
		push(pace, 100);
		expect(push(pace, 20_000)).toBe(PUSH_CHARACTERS);
	});
});
