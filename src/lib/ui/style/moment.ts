/** A point in time as shown: `iso` for machines (ISO 8601), `text` ready for the reader ("3 godz. temu"). */
export type Moment = { readonly iso: string; readonly text: string };
