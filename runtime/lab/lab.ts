/**
 * One learner's lab: the Pis, the LAN between them, the Mosquitto of `rpi-broker`, and one event log
 * on one clock. Composes what the other folders make; a page's worker and Node hold it alike.
 */
