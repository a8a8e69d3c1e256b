/** Planted: PUBREC is not noted, so after the end of the broker a message of QoS 2 is sent once more. */
import { Inflight } from '#runtime/broker/session/inflight.ts';

Inflight.prototype.received = function (slot) {
  slot.awaits = 'PUBCOMP';
};
