import {
	MOST_FILE_BYTES,
	type FileProperties,
	type FileRefusal,
	type FileRemark
} from '#lib/domain/article/document-file.ts';
import { m } from '#lib/paraglide/messages.js';
import type { AddFault } from './article-files.svelte.ts';

export const MOST_MEGABYTES = Math.floor(MOST_FILE_BYTES / 1_000_000);

type Named = { readonly name: string };
type Refused = FileRefusal | AddFault | 'lost';

/** What to do about a file that is not taken. */
export const FILE_REFUSALS_SAID: Readonly<Record<Refused, (of: Named) => string>> = {
	otherKind: m.article_fileRefusal_otherKind,
	unreadable: m.article_fileRefusal_unreadable,
	locked: m.article_fileRefusal_locked,
	program: m.article_fileRefusal_program,
	tooLarge: ({ name }) => m.article_fileRefusal_tooLarge({ name, size: MOST_MEGABYTES }),
	notKept: m.article_fileRefusal_notKept,
	lost: m.article_fileRefusal_lost
};

export const FILE_REMARKS_SAID: Readonly<Record<FileRemark, () => string>> = {
	titleMissing: m.article_fileRemark_titleMissing,
	authorMissing: m.article_fileRemark_authorMissing,
	notTagged: m.article_fileRemark_notTagged,
	noText: m.article_fileRemark_noText,
	xfa: m.article_fileRemark_xfa,
	scripts: m.article_fileRemark_scripts
};

/** What a file says of itself, as rows to read. */
export function propertyItems({ title, author, pages, isForm }: FileProperties) {
	const none = m.article_file_none();
	return [
		{ term: m.article_file_title(), value: title ?? none },
		{ term: m.article_file_author(), value: author ?? none },
		...(pages === null ? [] : [{ term: m.article_file_pages(), value: String(pages) }]),
		...(isForm === null
			? []
			: [{ term: m.article_file_form(), value: isForm ? m.article_yes() : m.article_no() }])
	];
}
