import { v7 } from 'uuid';

/** Ids that sort by the time they were made, so that what belongs together lies together. */
export const uuidv7 = (): string => v7();
