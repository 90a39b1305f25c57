const NUMBER = new Intl.NumberFormat('pl', { maximumFractionDigits: 1 });

/** Types whose last word is not what people call them. */
const FILE_NAMES: Readonly<Record<string, string>> = {
	'application/msword': 'DOC',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
	'application/vnd.oasis.opendocument.text': 'ODT'
};

/** "1,2 MB" */
export const sizeInWords = (bytes: number): string =>
	bytes < 1_000_000
		? `${NUMBER.format(Math.round(bytes / 1000) || Math.sign(bytes))} kB`
		: `${NUMBER.format(bytes / 1_000_000)} MB`;

/** "PDF, 1,2 MB" */
export function fileInWords(type: string, bytes: number): string {
	const name = FILE_NAMES[type] ?? type.replace(/^.*[./+-]/u, '').toUpperCase();
	return `${name}, ${sizeInWords(bytes)}`;
}
