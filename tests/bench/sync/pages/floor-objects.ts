import { AS_OBJECTS, floor } from './floor.ts';
import { offer } from './offer.ts';

offer(floor(AS_OBJECTS));
