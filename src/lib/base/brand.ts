declare const brand: unique symbol;

/** A primitive that has been checked once, at the edge, and need not be checked again inside. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
