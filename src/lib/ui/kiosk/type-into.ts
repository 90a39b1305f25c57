/** What a screen keyboard can type into. */
export type Editable = HTMLInputElement | HTMLTextAreaElement;

/** What stands in a field and what of it is selected; `start` = `end` is the caret. */
type Content = { readonly value: string; readonly start: number; readonly end: number };
/** `text` comes in place of what is between two places in the value. */
type Replacement = { readonly from: number; readonly to: number; readonly text: string };

const TEXT_TYPES = ['text', 'search', 'tel', 'url', 'email', 'password', 'number'];

export function isEditable(node: EventTarget | null): node is Editable {
	if (node instanceof HTMLTextAreaElement) return !node.readOnly && !node.disabled;
	return (
		node instanceof HTMLInputElement &&
		TEXT_TYPES.includes(node.type) &&
		!node.readOnly &&
		!node.disabled
	);
}

/** Typing puts text in place of the selection; null where the field has no room (-1: no limit). */
export function insertion(
	{ value, start, end }: Content,
	text: string,
	maxLength: number
): Replacement | null {
	const length = value.length - (end - start) + text.length;
	return maxLength >= 0 && length > maxLength ? null : { from: start, to: end, text };
}

/** Deleting takes the selection, or the one sign before the caret; null at the beginning. */
export function deletion({ value, start, end }: Content): Replacement | null {
	if (end === 0) return null;
	// A sign may be two code units long.
	const before = Array.from(value.slice(0, start)).at(-1) ?? '';
	return { from: start === end ? start - before.length : start, to: end, text: '' };
}

/** Types and tells listeners, as a real key would. */
export function typeText(field: Editable, text: string): void {
	apply(field, insertion(contentOf(field), text, field.maxLength), 'insertText');
}

export function deleteBackward(field: Editable): void {
	apply(field, deletion(contentOf(field)), 'deleteContentBackward');
}

/** A new line where lines are possible; otherwise what Enter does in a form. */
export function pressEnter(field: Editable): void {
	if (field instanceof HTMLTextAreaElement) typeText(field, '\n');
	else field.form?.requestSubmit();
}

/** Fields such as type="email" have no caret to ask for; there typing goes to the end. */
function contentOf(field: Editable): Content {
	const end = field.value.length;
	return {
		value: field.value,
		start: field.selectionStart ?? end,
		end: field.selectionEnd ?? end
	};
}

function apply(field: Editable, change: Replacement | null, inputType: string): void {
	if (change === null) return;
	const { from, to, text } = change;
	if (field.selectionStart === null) {
		field.value = field.value.slice(0, from) + text + field.value.slice(to);
	} else {
		field.setRangeText(text, from, to, 'end');
	}
	field.dispatchEvent(
		new InputEvent('input', { bubbles: true, inputType, data: text === '' ? null : text })
	);
	// The end, where writing goes on, may have left the part of the field that is in sight.
	if (to >= field.value.length) field.scrollTop = field.scrollHeight;
}
