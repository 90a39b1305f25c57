/** Under which name a browser keeps the files that it shall have without a network; the service worker reads them. */
export const KEPT_FILES = 'lckm-files';
