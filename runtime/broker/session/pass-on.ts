import type { Core } from '../core.ts';
import { deliver, isOver } from '../deliver.ts';
import { memberOf } from '../route.ts';
import type { Session } from './session.ts';

/**
 * A session has ended, and with it what was on the way to its client. What a shared subscription
 * brought, others of the group can have [MQTT5 §4.8.2]:
 *
 *     QoS 1, sent and not acknowledged     another member gets it; perhaps the first did, too
 *     QoS 2, sent and not acknowledged     nobody else gets it [MQTT5-4.8.2-5]
 *     still waiting to be sent             another member gets it
 */
export function passOn(core: Core, session: Session): void {
  for (const { message, qos, share, ...sent } of session.unsettled()) {
    if (share === undefined || (qos === 2 && 'packetId' in sent)) continue;
    const group = core.subscriptions.group(share);
    const member = group && memberOf(group, message.topic);
    if (member !== undefined && !isOver(core, message)) deliver(core, member, message, false);
  }
}
