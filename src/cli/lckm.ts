// `npm run -s lckm -- <noun> <verb>`: what is done to an installation from outside.
import './quick-loading.ts';

// Only now, as what it loads is to be loaded quickly.
await import('./commands.ts');
