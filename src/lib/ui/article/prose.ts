/** A stretch of plain text as it is to be set. */
export type Block =
	| { readonly kind: 'paragraph'; readonly text: string }
	| { readonly kind: 'points' | 'numbers'; readonly items: readonly string[] };

const POINT = /^[-–•*]\s+/u;
const NUMBER = /^\d{1,2}[.)]\s+/u;

/**
 * Plain text into paragraphs and lists: each line is a paragraph, neighbouring lines that begin with
 * a dash or a number are one list. Empty lines separate.
 */
export function blocksOf(text: string): readonly Block[] {
	const blocks: Block[] = [];
	let previousEmpty = true;
	for (const line of text.split('\n').map((raw) => raw.trim())) {
		if (line !== '') {
			const block = blockOf(line);
			const last = blocks.at(-1);
			if (
				!previousEmpty &&
				last &&
				'items' in last &&
				'items' in block &&
				last.kind === block.kind
			) {
				blocks[blocks.length - 1] = { kind: last.kind, items: [...last.items, ...block.items] };
			} else blocks.push(block);
		}
		previousEmpty = line === '';
	}
	return blocks;
}

function blockOf(line: string): Block {
	if (POINT.test(line)) return { kind: 'points', items: [line.replace(POINT, '')] };
	if (NUMBER.test(line)) return { kind: 'numbers', items: [line.replace(NUMBER, '')] };
	return { kind: 'paragraph', text: line };
}
