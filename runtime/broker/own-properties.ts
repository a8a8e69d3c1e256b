import type { Properties } from '#runtime/mqtt/packet.ts';

/** Properties that may be kept for long: those of a packet that was read hold views into its chunk. */
export function ownProperties(properties: Properties): Properties {
  const { correlationData } = properties;
  return correlationData === undefined ? properties : { ...properties, correlationData: correlationData.slice() };
}
