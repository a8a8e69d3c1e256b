/** Which boards are wired to which of the talk's machines. */
import { PiHardware, type Wiring } from '#hardware/sim/pi-hardware.ts';
import type { BoardAct } from '#runtime/events/event.ts';
import type { Clock } from '#runtime/ports.ts';

const WIRING: Readonly<Record<string, Wiring>> = { 'rpi-pub': { sensor: true }, 'rpi-sub': { leds: true } };

/** @param seed of the lab, 32 bits */
export const hardwareOf = (host: string, clock: Clock, seed: number): PiHardware =>
  new PiHardware({ clock, seed, wiring: WIRING[host] ?? {} });

/** What hands do. @throws Error for a board that this Pi does not have */
export const actOnBoards = (hardware: PiHardware, host: string, act: BoardAct): void => {
  const { sensor, leds } = hardware;
  switch (act.act) {
    case 'temperature':
      return there(sensor, host, 'sensor').setAir(act.celsius);
    case 'finger':
      return there(sensor, host, 'sensor').setFinger(act.on);
    case 'plug':
      if (act.part === 'sensor') return there(sensor, host, 'sensor').setPlugged(act.plugged);
      there(leds, host, 'LED board').plugged = act.plugged;
  }
};

const there = <Board>(board: Board | undefined, host: string, name: string): Board => {
  if (board === undefined) throw new Error(`no ${name} is wired to "${host}"`);
  return board;
};
