// Made on the server, read without JavaScript: what is public, for everybody and for search engines.
export const ssr = true;
export const csr = false;
