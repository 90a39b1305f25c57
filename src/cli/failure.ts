/**
 * A failure as the person at the keyboard reads it. What was foreseen, and what the system or the
 * database says, is a sentence; anything else is a bug and comes with where it happened.
 */
export function describeFailure(failure: unknown): string {
	if (!(failure instanceof Error)) return String(failure);
	const isForeseen = failure.name !== 'TypeError' && failure.name !== 'RangeError';
	const told = isForeseen ? sentenceOf(failure) : (failure.stack ?? failure.message);
	return failure.cause === undefined ? told : `${told}\n  ${describeFailure(failure.cause)}`;
}

function sentenceOf(failure: Error): string {
	// Several addresses were tried, each with its own words and none of its own.
	if (failure instanceof AggregateError && failure.message === '')
		return failure.errors.map((one) => describeFailure(one)).join('; ');
	// A statement with all its values; its cause says what was wrong.
	if ('query' in failure && 'params' in failure) return 'The database refused:';
	return failure.message;
}
