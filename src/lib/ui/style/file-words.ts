const NUMBER = new Intl.NumberFormat('pl', { maximumFractionDigits: 1 });

/** Types whose last word is not what people call them. */
const FILE_NAMES: Readonly<Record<string, string>> = {
	'application/msword': 'DOC',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
	'application/vnd.oasis.opendocument.text': 'ODT'
};

/** "PDF, 1,2 MB" */
export function fileInWords(type: string, bytes: number): string {
	const name = FILE_NAMES[type] ?? type.replace(/^.*[./+-]/u, '').toUpperCase();
	const size =
		bytes < 1_000_000
			? `${NUMBER.format(Math.max(1, Math.round(bytes / 1000)))} kB`
			: `${NUMBER.format(bytes / 1_000_000)} MB`;
	return `${name}, ${size}`;
}
