/**
 * Who may do what, in one table: role × action × relation to the object. The server asks it for every
 * procedure and every command, the screens ask it for what to offer; what no row grants is denied.
 */
import { chatMatter, type ChatMatter } from '../chat/chat-matter.ts';
import { isCompetent, type Routed } from '../ticket/routing.ts';
import { competentOf, type Ticket } from '../ticket/ticket.ts';
import { SECOND_LINE, type Actor, type DeviceClass, type Role, type StaffActor } from './roles.ts';

export const ACTIONS = [
	'ticket.register',
	'ticket.take',
	'ticket.mark',
	'ticket.forward',
	'ticket.takeOn',
	'ticket.assign',
	'ticket.arrive',
	'ticket.addNote',
	'ticket.attachPhoto',
	'ticket.addPhoto',
	'ticket.attachDocument',
	'ticket.addDocument',
	'ticket.return',
	'ticket.reportDone',
	'ticket.end',
	'ticket.handTo112',
	'ticket.endOutOfScope',
	'ticket.endOutsideCompetence',
	'ticket.endFax',
	'ticket.correctEnd',
	'ticket.handOver',
	'ticket.correct',
	'ticket.markDuplicate',
	'ticket.markFollowUp',
	'ticket.unlink',
	'ticket.askResident',
	'ticket.resume',
	'ticket.logContact',
	'ticket.addRemark',
	'ticket.stopLetters',
	'ticket.disputeEnd',
	'ticket.track',
	'ticket.rate',
	'ticket.hints',
	'ticket.byNumber',
	'ticket.readAttachment',
	'ticket.talk',
	'ticket.readTalk',
	'ticket.recordings',
	'recording.link',
	'recording.play',
	'recording.delete',
	'chat.office',
	'chat.begin',
	'chat.talk',
	'chat.desk',
	'chat.accept',
	'chat.serve',
	'sync.pull',
	'sync.push',
	'sync.confirm',
	'sync.wake',
	'blob.upload',
	'account.signIn',
	'account.signOut',
	'account.me',
	'device.pair',
	'device.invite',
	'device.list',
	'device.report',
	'device.sealingKey',
	'device.revoke',
	'audit.list',
	'terms.read',
	'terms.draft',
	'terms.save',
	'terms.approve',
	'satisfaction.list',
	'timeLimit.set',
	'timeLimit.remove',
	'category.setProof',
	'unit.change',
	'unit.join',
	'city.facts',
	'article.desk',
	'article.propose',
	'article.initiate',
	'article.review',
	'article.history',
	'search.count',
	'search.desk',
	'search.setWords'
] as const;
export type Action = (typeof ACTIONS)[number];

/** What somebody acts on: a ticket, a talk in the chat that may become one, an article by who sees to it. */
export type Matter = Ticket | ChatMatter | Routed;

/** How somebody stands to what they want to act on. */
export const RELATIONS = ['any', 'owner', 'ownDesk', 'ownUnit', 'author'] as const;
export type Relation = (typeof RELATIONS)[number];

type Who = Role | `device:${DeviceClass}` | 'anonymous' | 'signedIn' | 'everyone';
type Grant = { readonly who: readonly Who[]; readonly to: Relation };

/** By the code of the receipt, which the act itself asks for. */
const RESIDENT: readonly Grant[] = [{ who: ['anonymous', 'device:kiosk'], to: 'any' }];
const EVERYONE: readonly Grant[] = [{ who: ['everyone'], to: 'any' }];
const CONSULTANT_IN_CHARGE: readonly Grant[] = [{ who: ['consultant'], to: 'owner' }];
const COMPETENT_UNIT: readonly Grant[] = [{ who: SECOND_LINE, to: 'ownUnit' }];
/** Whoever is in charge of the ticket, and the head of their section; no unit and no administrator. */
const RECORDINGS: readonly Grant[] = [
	...CONSULTANT_IN_CHARGE,
	{ who: ['supervisor'], to: 'ownDesk' }
];
const KEEPERS_OF_DEVICES: readonly Grant[] = [
	{ who: ['administrator', 'plenipotentiary'], to: 'any' }
];

export const POLICY: Readonly<Record<Action, readonly Grant[]>> = {
	'ticket.register': [
		{ who: ['consultant', 'supervisor', 'clerk', 'device:kiosk', 'anonymous'], to: 'any' } // § 3(1), § 4
	],
	'ticket.take': [{ who: ['consultant'], to: 'ownDesk' }], // § 5
	'ticket.mark': CONSULTANT_IN_CHARGE, // § 9(3)
	'ticket.forward': CONSULTANT_IN_CHARGE, // § 8(3), § 9(2)
	'ticket.takeOn': COMPETENT_UNIT, // § 9(1)
	'ticket.assign': [{ who: ['officeWorker', 'unitHead'], to: 'ownUnit' }], // § 9(1)
	'ticket.arrive': COMPETENT_UNIT, // § 9(1)
	'ticket.addNote': [...CONSULTANT_IN_CHARGE, ...COMPETENT_UNIT], // § 7, § 8(5)
	'ticket.attachPhoto': [...CONSULTANT_IN_CHARGE, ...COMPETENT_UNIT],
	'ticket.addPhoto': [{ who: ['anonymous'], to: 'any' }], // a kiosk has no camera
	'ticket.attachDocument': [...CONSULTANT_IN_CHARGE, ...COMPETENT_UNIT], // § 6(2), § 8(5)
	'ticket.addDocument': [{ who: ['anonymous'], to: 'any' }], // a kiosk has no files
	'ticket.return': COMPETENT_UNIT, // R9.7
	'ticket.reportDone': COMPETENT_UNIT, // § 9(4)
	'ticket.end': CONSULTANT_IN_CHARGE, // § 8(4), § 9(6)
	'ticket.handTo112': [{ who: ['consultant'], to: 'ownDesk' }, ...CONSULTANT_IN_CHARGE], // § 1(2)
	'ticket.endOutOfScope': CONSULTANT_IN_CHARGE, // § 10(1)
	'ticket.endOutsideCompetence': CONSULTANT_IN_CHARGE, // § 10(2)
	'ticket.endFax': CONSULTANT_IN_CHARGE, // § 6(2)
	'ticket.correctEnd': CONSULTANT_IN_CHARGE, // § 9(6)
	'ticket.handOver': [{ who: ['supervisor'], to: 'ownDesk' }], // R9.6
	'ticket.correct': [...CONSULTANT_IN_CHARGE, ...COMPETENT_UNIT], // § 7; the unit the place alone
	'ticket.markDuplicate': CONSULTANT_IN_CHARGE, // § 7
	'ticket.markFollowUp': CONSULTANT_IN_CHARGE,
	'ticket.unlink': CONSULTANT_IN_CHARGE,
	'ticket.askResident': [...CONSULTANT_IN_CHARGE, ...COMPETENT_UNIT], // § 7
	'ticket.resume': [...CONSULTANT_IN_CHARGE, ...COMPETENT_UNIT],
	'ticket.logContact': [...CONSULTANT_IN_CHARGE, ...COMPETENT_UNIT], // § 7
	'ticket.addRemark': RESIDENT,
	'ticket.stopLetters': RESIDENT,
	'ticket.disputeEnd': RESIDENT,
	'ticket.track': EVERYONE,
	'ticket.rate': RESIDENT,
	'ticket.hints': [{ who: ['consultant', 'supervisor', 'clerk'], to: 'any' }], // R3.1
	'ticket.byNumber': [{ who: ['consultant'], to: 'any' }], // as much of it as the hints show
	'ticket.readAttachment': [
		...CONSULTANT_IN_CHARGE,
		...COMPETENT_UNIT,
		{ who: ['consultant', 'supervisor'], to: 'ownDesk' },
		{ who: ['clerk'], to: 'author' } // who took it down sees what became of it (R7.1)
	],
	'ticket.talk': [{ who: ['consultant', 'supervisor'], to: 'any' }], // each of what is theirs:
	'ticket.readTalk': [
		...CONSULTANT_IN_CHARGE,
		{ who: ['consultant', 'supervisor'], to: 'ownDesk' } // units get the ticket, not the talk
	],
	'ticket.recordings': [{ who: ['consultant', 'supervisor'], to: 'any' }], // each of what is theirs:
	'recording.link': CONSULTANT_IN_CHARGE,
	'recording.play': RECORDINGS, // § 3(2)
	'recording.delete': RECORDINGS,
	'chat.office': EVERYONE,
	'chat.begin': EVERYONE, // § 4
	'chat.talk': EVERYONE, // of the one talk whose secret the browser holds
	'chat.desk': [{ who: ['consultant'], to: 'any' }], // each sees the talks of their own section
	'chat.accept': [{ who: ['consultant'], to: 'ownDesk' }], // § 5(1)
	'chat.serve': CONSULTANT_IN_CHARGE,
	'sync.pull': EVERYONE, // each reader's scopes decide what comes
	'sync.push': EVERYONE, // what each act asks for decides
	'sync.confirm': EVERYONE,
	'sync.wake': EVERYONE,
	'blob.upload': [{ who: ['consultant', ...SECOND_LINE, 'anonymous'], to: 'any' }],
	'account.signIn': EVERYONE,
	'account.signOut': EVERYONE,
	'account.me': EVERYONE,
	'device.pair': EVERYONE, // the pairing code is what grants it
	'device.invite': KEEPERS_OF_DEVICES, // R15.2
	'device.list': KEEPERS_OF_DEVICES,
	'device.report': EVERYONE, // of the device's own store, and of no other
	'device.sealingKey': EVERYONE, // the public half
	'device.revoke': KEEPERS_OF_DEVICES,
	'audit.list': [{ who: ['plenipotentiary'], to: 'any' }], // R15.1
	'terms.read': EVERYONE, // R4.2
	'terms.draft': [{ who: ['plenipotentiary'], to: 'any' }],
	'terms.save': [{ who: ['plenipotentiary'], to: 'any' }],
	'terms.approve': [{ who: ['plenipotentiary'], to: 'any' }], // R4.2
	'satisfaction.list': [{ who: ['plenipotentiary'], to: 'any' }], // R15.1
	'timeLimit.set': [{ who: ['plenipotentiary'], to: 'any' }], // R15.1
	'timeLimit.remove': [{ who: ['plenipotentiary'], to: 'any' }],
	'category.setProof': [{ who: ['plenipotentiary'], to: 'any' }], // § 9(4), R15.1
	'unit.change': [{ who: ['plenipotentiary'], to: 'any' }], // § 14, R15.1
	'unit.join': [{ who: ['plenipotentiary', 'unitHead'], to: 'any' }], // § 14: of the own unit, see org/joining.ts
	'city.facts': EVERYONE, // R3.1
	'article.desk': [{ who: ['unitHead', 'editor', 'director'], to: 'any' }], // § 12, each of what is theirs:
	'article.propose': [{ who: ['unitHead'], to: 'ownUnit' }], // § 12(1)
	'article.initiate': [{ who: ['director'], to: 'any' }], // § 12(5)
	'article.review': [{ who: ['editor'], to: 'any' }], // § 12(4)
	'article.history': [{ who: ['signedIn'], to: 'any' }], // what is published, to whoever may read it
	'search.count': EVERYONE, // R6.1
	'search.desk': [{ who: ['editor', 'director'], to: 'any' }],
	'search.setWords': [{ who: ['editor'], to: 'any' }] // fields 7 and 8 are WZKM's, and so is this
};

/** The relation that failed is what the refusal says: "not your desk" helps, "forbidden" does not. */
export type Denial = 'notAllowed' | 'notOwner' | 'otherDesk' | 'otherUnit';
const DENIAL: Readonly<Record<Relation, Denial>> = {
	any: 'notAllowed',
	owner: 'notOwner',
	ownDesk: 'otherDesk',
	ownUnit: 'otherUnit',
	author: 'notAllowed'
};

/**
 * May this actor do this, to this ticket where there is one?
 * @returns null when allowed, else the most telling reason of the denial
 */
export function denial(actor: Actor, action: Action, matter: Matter | null = null): Denial | null {
	const grants = POLICY[action].filter(({ who }) => who.some((one) => matches(actor, one)));
	if (grants.some(({ to }) => stands(actor, to, matter))) return null;
	const nearest = grants.at(-1);
	return nearest ? DENIAL[nearest.to] : 'notAllowed';
}

export const may = (actor: Actor, action: Action, matter: Matter | null = null): boolean =>
	denial(actor, action, matter) === null;

/** Chats are the work of one section; whoever is not of it is shown none. */
export const mayServeChats = (actor: Actor): boolean =>
	may(actor, 'chat.desk') && may(actor, 'chat.accept', chatMatter(null));

function matches(actor: Actor, who: Who): boolean {
	if (who === 'everyone') return true;
	if (actor.type === 'anonymous') return who === 'anonymous';
	if (actor.type === 'staff') return who === 'signedIn' || actor.roles.some((role) => role === who);
	return who === `device:${actor.class}`;
}

function stands(actor: Actor, relation: Relation, matter: Matter | null): boolean {
	if (relation === 'any') return true;
	return actor.type === 'staff' && matter !== null && RELATED[relation](actor, matter);
}

const RELATED: Readonly<
	Record<Exclude<Relation, 'any'>, (actor: StaffActor, matter: Matter) => boolean>
> = {
	owner: (actor, matter) => 'owner' in matter && matter.owner?.id === actor.id,
	ownDesk: (actor, matter) => 'desk' in matter && actor.desk === matter.desk,
	author: (actor, matter) => 'timeline' in matter && matter.timeline[0]?.by.id === actor.id,
	ownUnit: (actor, matter) => {
		const competent =
			'unitId' in matter ? matter : 'timeline' in matter ? competentOf(matter) : null;
		return competent !== null && isCompetent(actor, competent);
	}
};
