/**
 * The lab's event log: what happened, when, and by whom. Append-only; everything that is shown or
 * checked is a fold over it, and nothing reads back.
 */
import type { Address } from '#runtime/ports.ts';

/** `rpi-broker#1`: the first terminal on rpi-broker. */
export type TerminalId = `${string}#${number}`;

/**
 * Who caused it. `learner`: typed, clicked, or done by a process that descends from what they typed.
 * `scenery`: a process the lesson started. `engine`: the lab itself (boot, services). `outside`:
 * somebody beyond this lab, seen through the server's broker.
 */
export type Cause = 'learner' | 'scenery' | 'engine' | 'outside';

/** A process of a simulated Pi, as one end of a connection. */
export interface ProcessRef {
  readonly host: string;
  readonly pid: number;
  /** The last part of argv[0]: `mosquitto_sub`. */
  readonly program: string;
}

export type Input =
  | { readonly kind: 'seed'; readonly seed: number }
  | { readonly kind: 'keys'; readonly terminal: TerminalId; readonly text: string }
  | { readonly kind: 'resize'; readonly terminal: TerminalId; readonly columns: number; readonly rows: number }
  | { readonly kind: 'answer'; readonly step: string; readonly choice: string }
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'clock-jump'; readonly ms: number }
  | {
      readonly kind: 'wire';
      readonly action: 'cut' | 'unplug' | 'plug';
      readonly host: string;
      readonly connection?: number;
    }
  /** Something is done to what is wired to a Pi. */
  | ({ readonly kind: 'board'; readonly host: string } & BoardAct);

/** What hands do to the boards of the talk; the network cable is a `wire`. */
export type BoardAct =
  /** The air around the sensor, in °C. */
  | { readonly act: 'temperature'; readonly celsius: number }
  /** A finger on the sensor. */
  | { readonly act: 'finger'; readonly on: boolean }
  | { readonly act: 'plug'; readonly part: 'sensor' | 'leds'; readonly plugged: boolean };

export type Effect =
  | {
      readonly kind: 'process-started';
      readonly host: string;
      readonly pid: number;
      readonly parent: number;
      readonly argv: readonly string[];
      readonly terminal?: TerminalId;
    }
  | {
      readonly kind: 'process-ended';
      readonly host: string;
      readonly pid: number;
      readonly program: string;
      /** As `$?` shows it: 128 + n after a signal. */
      readonly status: number;
      readonly signal?: string;
    }
  | {
      /** Bytes a process wrote to its standard output or error, wherever these lead. */
      readonly kind: 'printed';
      readonly process: ProcessRef;
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
      readonly terminal?: TerminalId;
    }
  | {
      readonly kind: 'connection-opened';
      /** Number of the connection in this lab, from 1. */
      readonly connection: number;
      readonly client: Address;
      readonly server: Address;
      /** Absent: the client is outside this lab. */
      readonly process?: ProcessRef;
      /**
       * Who answers: the service of a Pi goes by its host, `rpi-broker`, also when the server's broker stands in
       * for it; a broker that somebody started by hand by its port too, `rpi-broker:1884`.
       */
      readonly service: string;
      readonly terminal?: TerminalId;
    }
  | {
      readonly kind: 'connection-closed';
      readonly connection: number;
      readonly side: 'client' | 'server' | 'wire';
      /** Absent: an orderly end. */
      readonly error?: string;
    }
  | {
      /** One MQTT control packet, whole. */
      readonly kind: 'packet';
      readonly connection: number;
      readonly sender: 'client' | 'server';
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'file-changed'; readonly host: string; readonly path: string }
  /** A GPIO line changed its level or its direction. */
  | {
      readonly kind: 'line-changed';
      readonly host: string;
      readonly line: number;
      readonly level: 0 | 1;
      readonly direction: 'in' | 'out';
    }
  /** One transaction on a Pi's I2C bus. A flood is thinned: `skipped` of them came before this one, untold. */
  | {
      readonly kind: 'i2c';
      readonly host: string;
      readonly address: number;
      readonly wrote: Uint8Array;
      readonly read: Uint8Array;
      readonly acknowledged: boolean;
      readonly skipped: number;
    }
  | {
      readonly kind: 'broker';
      /** In this lab, or in the server that served the page. */
      readonly place: 'own' | 'server';
      readonly state: 'ready' | 'lost' | 'stopped';
    };

interface Stamp {
  /** From 1, without gaps. */
  readonly seq: number;
  /** Lab clock, milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  readonly by: Cause;
}

export type LabEvent = Stamp & (Input | Effect);
export type EventOf<Kind extends LabEvent['kind']> = Extract<LabEvent, { kind: Kind }>;
