// How Chromium is started, for the tests and for the pictures in the documentation.
import { findChromium } from '../support/chromium.ts';

const executablePath = findChromium();

export const LAUNCH = {
	...(executablePath && { executablePath }),
	locale: 'pl-PL',
	timezoneId: 'Europe/Warsaw',
	args: [
		'--no-sandbox',
		'--disable-gpu',
		'--disable-quic',
		'--no-first-run',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync'
	]
};
