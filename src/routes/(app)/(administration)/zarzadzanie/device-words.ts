import type { DeviceClass } from '#lib/domain/org/roles.ts';
import { m } from '#lib/paraglide/messages.js';
import { since } from '#lib/surface/moments.ts';
import type { Tone } from '#lib/ui/style/tone.ts';
import type { ListedDevice } from './devices.svelte.ts';

export const CLASS_LABELS: Readonly<Record<DeviceClass, () => string>> = {
	kiosk: m.administration_device_class_kiosk,
	tablet: m.administration_device_class_tablet,
	phone: m.administration_device_class_phone,
	desktop: m.administration_device_class_desktop
};

type State = { readonly label: string; readonly tone: Tone };

export function stateOf({ revokedAt, enrolledAt }: ListedDevice): State {
	if (revokedAt !== null) return { label: m.administration_device_state_revoked(), tone: 'danger' };
	return enrolledAt === null
		? { label: m.administration_device_state_invited(), tone: 'warning' }
		: { label: m.administration_device_state_paired(), tone: 'success' };
}

type Line = { readonly text: string; readonly tone: Tone };

/** What waits on a device, whose it is and since when, and what went with a store that is gone. */
export function waitingOn({ stores }: ListedDevice, now: Date): readonly Line[] {
	return stores.flatMap(({ person, waiting, waitingSince, lostAt, lostWaiting }): Line[] => {
		const who = person ?? m.administration_device_nobody();
		const lines: Line[] = [];
		if (waiting > 0 && waitingSince !== null) {
			const { text } = since(waitingSince, now);
			lines.push({
				text: m.administration_device_waiting({ count: waiting, who, since: text }),
				tone: 'warning'
			});
		}
		if (lostAt !== null) {
			const { text } = since(lostAt, now);
			lines.push({
				text: m.administration_device_lost({ count: lostWaiting, who, since: text }),
				tone: 'danger'
			});
		}
		return lines;
	});
}
