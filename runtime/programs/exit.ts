import type { Leaving } from '#runtime/client/client.ts';

/** Exit status of -W with nothing more to say: libmosquitto's "timeout". */
export const TIMED_OUT = 27;

/** Who is told to stop, by a signal or by -W, leaves so that the server publishes the will (5.0). */
export const DISCONNECT_WITH_WILL: Leaving = { reasonCode: 0x04 };
