/** Another tab leads by now; what this one was about to write is dropped and done again there. */
export class NotLeading extends Error {
	constructor() {
		super('Another tab leads');
	}
}
