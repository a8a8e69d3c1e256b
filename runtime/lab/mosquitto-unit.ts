import type { Late } from '#runtime/pi/late.ts';
import type { Elsewhere, ServiceUnit } from '#runtime/pi/services/unit.ts';

const PROGRAM = '/usr/sbin/mosquitto';

/**
 * The service `mosquitto` as Debian's package describes it: the program, with the files of its Pi.
 * @param program what it runs, if a page fetches that late
 * @param elsewhere where it runs instead, at this moment
 */
export const mosquittoUnit = (
  program: Late<unknown> | undefined,
  elsewhere?: () => Elsewhere | undefined,
): ServiceUnit => ({
  name: 'mosquitto',
  description: 'Mosquitto MQTT Broker',
  documentation: ['man:mosquitto.conf(5)', 'man:mosquitto(8)'],
  argv: [PROGRAM, '-c', '/etc/mosquitto/mosquitto.conf'],
  run: PROGRAM,
  user: 'mosquitto',
  notifies: true,
  ...(program === undefined ? {} : { program }),
  ...(elsewhere === undefined ? {} : { elsewhere }),
});
