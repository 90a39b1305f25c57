/** What documents may be (RFC 6838): nothing else opens everywhere without running anything. */
export const PDF = 'application/pdf';
/** What a resident fills in on a computer. */
export const ODT = 'application/vnd.oasis.opendocument.text';
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
