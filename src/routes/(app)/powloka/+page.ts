// The offline shell: an empty page of the app, made once at build time. The worker answers every
// navigation with it, and the router in it shows the page of the address.
export const prerender = true;
