import type { DeviceClass } from '#lib/domain/org/roles.ts';
import { m } from '#lib/paraglide/messages.js';
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
