export * from './organisation.ts';
export * from './people.ts';
export * from './knowledge-base.ts';
export * from './tickets.ts';
export * from './sync.ts';
export * from './sealing.ts';
export * from './chats.ts';
export * from './recordings.ts';
