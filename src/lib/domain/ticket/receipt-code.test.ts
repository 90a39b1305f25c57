import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatReceiptCode, parseReceiptCode, receiptCodeFrom } from './receipt-code.ts';

const codes = fc.uint8Array({ minLength: 12, maxLength: 12 }).map(receiptCodeFrom);

/** How people write a code down and type it in again. */
const MISREADINGS: Readonly<Record<string, readonly string[]>> = {
	'0': ['0', 'O', 'o'],
	'1': ['1', 'I', 'i', 'L', 'l']
};
const typing = codes.chain((code) =>
	fc
		.tuple(
			fc.array(fc.nat(4), { minLength: 12, maxLength: 12 }),
			fc.array(fc.constantFrom('', ' ', '-', ' - ', '\t'), { minLength: 12, maxLength: 12 }),
			fc.boolean()
		)
		.map(([choices, gaps, small]) => {
			const typed = Array.from(code, (sign, index) => {
				const ways = MISREADINGS[sign] ?? [small ? sign.toLowerCase() : sign];
				const way = ways[(choices[index] ?? 0) % ways.length] ?? sign;
				return `${gaps[index] ?? ''}${way}`;
			});
			return { code, typed: typed.join('') };
		})
);

describe('receipt code', () => {
	test('shown and typed in again it is the same, any code', () => {
		fc.assert(
			fc.property(codes, (code) => {
				expect(formatReceiptCode(code)).toMatch(/^[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]{4}$/u);
				expect(parseReceiptCode(formatReceiptCode(code))).toEqual({ ok: true, value: code });
			})
		);
	});

	test('however somebody writes it down, it is the same code', () => {
		fc.assert(
			fc.property(typing, ({ code, typed }) => {
				expect(parseReceiptCode(typed)).toEqual({ ok: true, value: code });
			})
		);
	});

	test('whatever is typed, reading it does not throw and reading it twice changes nothing', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (typed) => {
				const parsed = parseReceiptCode(typed);
				if (parsed.ok) expect(parseReceiptCode(parsed.value)).toEqual(parsed);
			})
		);
	});

	test.each(['', '0123456789A', '0123456789ABC', 'U123456789AB', '0123456789A!', 'Ł123456789AB'])(
		'"%s" is none',
		(typed) => {
			expect(parseReceiptCode(typed)).toEqual({
				ok: false,
				error: { code: 'invalidReceiptCode', field: 'receiptCode' }
			});
		}
	);

	test('60 bits: each of the five lower bits of each byte makes another code', () => {
		const bytes = fc.uint8Array({ minLength: 12, maxLength: 12 });
		fc.assert(
			fc.property(bytes, fc.nat(11), fc.nat(4), (drawn, index, bit) => {
				const other = drawn.map((byte, at) => (at === index ? byte ^ (1 << bit) : byte));
				expect(receiptCodeFrom(other)).not.toBe(receiptCodeFrom(drawn));
			})
		);
	});

	test('too little chance is a bug, not a code', () => {
		expect(() => receiptCodeFrom(new Uint8Array(11))).toThrow('12 random bytes');
	});
});
