/**
 * What every answer says about itself, whoever gives it: static and prerendered files pass no hook,
 * so the server around the application sets these, and the hooks set the same where there is no such
 * server. The policy for scripts and styles comes with each page, from svelte.config.js.
 * @param origin the public address; over https browsers are told to stay there
 */
export function securityHeaders(origin: string): Readonly<Record<string, string>> {
	return {
		'content-security-policy': "frame-ancestors 'none'",
		'x-frame-options': 'DENY',
		'x-content-type-options': 'nosniff',
		// Not `no-referrer`: with it a form is posted with the origin "null", which is refused.
		'referrer-policy': 'same-origin',
		'cross-origin-opener-policy': 'same-origin',
		'cross-origin-resource-policy': 'same-origin',
		'origin-agent-cluster': '?1',
		'permissions-policy':
			'camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), serial=(), bluetooth=(), hid=(), midi=(), display-capture=(), browsing-topics=()',
		...(origin.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {})
	};
}
