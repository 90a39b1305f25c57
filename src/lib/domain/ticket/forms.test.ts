import { describe, expect, it } from 'vitest';
import { FORM, inTodaysForm } from './forms.ts';

const note = (version: number, args: object = { text: 'x' }) => ({
	...{ name: 'ticket.addNote', version },
	args: { ...args }
});

describe('an act that was written down', () => {
	it('in the form of today is taken as it is', () => {
		expect(inTodaysForm(note(FORM))).toEqual({ name: 'ticket.addNote', args: { text: 'x' } });
	});

	it.each([
		['of a form that was never out', note(0)],
		['of a form that is yet to come', note(FORM + 1)],
		['of a name that nobody knows', { name: 'ticket.fax', version: FORM, args: {} }]
	])('%s cannot be read', (_what, written) => {
		expect(inTodaysForm(written)).toBeNull();
	});

	it('in an older form is brought up form by form', () => {
		const upcasts = {
			'ticket.addNote@1': ({ text }: { readonly text?: unknown }) => ({ words: text }),
			'ticket.addNote@2': ({ words }: { readonly words?: unknown }) => ({ words: [words] })
		};
		expect(inTodaysForm(note(1), upcasts, 3)?.args).toEqual({ words: ['x'] });
		expect(inTodaysForm(note(2, { words: 'y' }), upcasts, 3)?.args).toEqual({ words: ['y'] });
		// What did not change between two forms needs no way up.
		expect(inTodaysForm(note(3, { words: ['z'] }), upcasts, 4)?.args).toEqual({ words: ['z'] });
	});
});
