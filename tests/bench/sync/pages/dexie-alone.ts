// For its size alone: what the product's engine stands on.
import Dexie from 'dexie';

Reflect.set(globalThis, 'Dexie', Dexie);
