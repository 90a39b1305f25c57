import { AS_STRINGS, floor } from './floor.ts';
import { offer } from './offer.ts';

offer(floor(AS_STRINGS));
