/** How files of a month that is over leave the disk: nobody can see them any more, so others come first. */
import { execFile as execFileWithCallback } from 'node:child_process';
import { promisify } from 'node:util';

const execFile = promisify(execFileWithCallback);

/** Files in one go, and the pause after them. */
export const FILES_AT_ONCE = 1000;
export const BETWEEN_FILES_MS = 150;

/** By programs of their own: thousands of files would hold up whoever else this node answers. */
export async function unlinkAll(paths: readonly string[]): Promise<void> {
	if (paths.length === 0) return;
	const unlinking = execFile('xargs', ['-0', 'rm', '-f', '--']);
	unlinking.child.stdin?.end(paths.join('\0'));
	await unlinking;
}
