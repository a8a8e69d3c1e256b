/** The Pi's pins as lines that are high (1) or low (0). */
declare module 'onoff' {
  export type BinaryValue = 0 | 1;
  export type Direction = 'in' | 'out' | 'high' | 'low';
  export type Edge = 'none' | 'rising' | 'falling' | 'both';
  export interface Options {
    debounceTimeout?: number;
    /** 1 means low, 0 means high. */
    activeLow?: boolean;
    reconfigureDirection?: boolean;
  }
  type Got = (error: Error | null | undefined, value: BinaryValue) => void;

  /** One line. Its number is that of sysfs: the base of the chip and the GPIO number. */
  export class Gpio {
    static readonly HIGH: 1;
    static readonly LOW: 0;
    /** Whether lines can be had here at all. */
    static readonly accessible: boolean;
    constructor(gpio: number, direction: Direction, options?: Options);
    constructor(gpio: number, direction: Direction, edge?: Edge, options?: Options);
    readSync(): BinaryValue;
    writeSync(value: BinaryValue): void;
    read(): Promise<BinaryValue>;
    read(done: Got): void;
    write(value: BinaryValue): Promise<void>;
    write(value: BinaryValue, done: (error: Error | null | undefined) => void): void;
    watch(changed: Got): void;
    unwatch(changed?: Got): void;
    unwatchAll(): void;
    direction(): 'in' | 'out';
    setDirection(direction: Direction): void;
    edge(): Edge;
    setEdge(edge: Edge): void;
    activeLow(): boolean;
    setActiveLow(invert: boolean): void;
    /** Gives the line back. */
    unexport(): void;
  }
}
