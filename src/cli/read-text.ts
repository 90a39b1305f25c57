import { readFileSync } from 'node:fs';
import { describeFailure } from './failure.ts';
import { WrongUsage } from './usage.ts';

/** @throws WrongUsage naming the file, where it cannot be read */
export function readText(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch (failure) {
		throw new WrongUsage(`Cannot read ${file}: ${describeFailure(failure)}`);
	}
}
