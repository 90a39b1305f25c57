/** Commands in one push; the server decides them together, in one transaction. */
export const PUSH_LIMIT = 500;
/** Characters in the first push, few enough that an answer comes back before a weak network gives up. */
export const PUSH_CHARACTERS = 150_000;
/** Characters in any push (push-pace.ts): of three bytes each at the most, they stay below … */
export const MOST_PUSH_CHARACTERS = 1_000_000;
/** … what the server takes in the body of one request, in bytes. */
export const BODY_LIMIT = 4 * 1024 * 1024;
