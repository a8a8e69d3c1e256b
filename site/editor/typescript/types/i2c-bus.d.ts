/** Chips on a bus of two wires. On a Pi's pins 3 and 5 that is bus 1. */
declare module 'i2c-bus' {
  export interface OpenOptions {
    /** Speak to a chip although a driver of the kernel has it. */
    forceAccess?: boolean;
  }
  type Done = (error: Error | null) => void;
  type Got<T> = (error: Error | null, value: T) => void;
  type Moved = (error: Error | null, bytes: number, buffer: Buffer) => void;

  /** Calls that wait for the bus. A chip that does not answer throws: errno 121, EREMOTEIO. */
  export interface I2CBus {
    readonly busNumber: number;
    closeSync(): void;
    /** Addresses that answered. */
    scanSync(address?: number): number[];
    scanSync(startAddress: number, endAddress: number): number[];
    receiveByteSync(address: number): number;
    sendByteSync(address: number, byte: number): this;
    readByteSync(address: number, command: number): number;
    /**
     * Two bytes of a register, the first one as the low byte. The LM75B sends the high one first:
     * swap them, `((word & 0xff) << 8) | (word >> 8)`.
     */
    readWordSync(address: number, command: number): number;
    readI2cBlockSync(address: number, command: number, length: number, buffer: Buffer): number;
    writeByteSync(address: number, command: number, byte: number): this;
    writeWordSync(address: number, command: number, word: number): this;
    writeQuickSync(address: number, bit: 0 | 1): this;
    writeI2cBlockSync(address: number, command: number, length: number, buffer: Buffer): number;
    i2cReadSync(address: number, length: number, buffer: Buffer): number;
    i2cWriteSync(address: number, length: number, buffer: Buffer): number;

    close(done: Done): void;
    scan(done: Got<number[]>): void;
    receiveByte(address: number, done: Got<number>): this;
    sendByte(address: number, byte: number, done: Done): this;
    readByte(address: number, command: number, done: Got<number>): this;
    readWord(address: number, command: number, done: Got<number>): this;
    readI2cBlock(address: number, command: number, length: number, buffer: Buffer, done: Moved): this;
    writeByte(address: number, command: number, byte: number, done: Done): this;
    writeWord(address: number, command: number, word: number, done: Done): this;
    writeQuick(address: number, bit: 0 | 1, done: Done): this;
    writeI2cBlock(address: number, command: number, length: number, buffer: Buffer, done: Moved): this;
    i2cRead(address: number, length: number, buffer: Buffer, done: Moved): this;
    i2cWrite(address: number, length: number, buffer: Buffer, done: Moved): this;
    promisifiedBus(): PromisifiedBus;
  }

  export interface PromisifiedBus {
    close(): Promise<void>;
    scan(): Promise<number[]>;
    receiveByte(address: number): Promise<number>;
    sendByte(address: number, byte: number): Promise<void>;
    readByte(address: number, command: number): Promise<number>;
    /** As `readWordSync`: the first byte is the low one. */
    readWord(address: number, command: number): Promise<number>;
    readI2cBlock(
      address: number,
      command: number,
      length: number,
      buffer: Buffer,
    ): Promise<{ bytesRead: number; buffer: Buffer }>;
    writeByte(address: number, command: number, byte: number): Promise<void>;
    writeWord(address: number, command: number, word: number): Promise<void>;
    writeQuick(address: number, bit: 0 | 1): Promise<void>;
    writeI2cBlock(
      address: number,
      command: number,
      length: number,
      buffer: Buffer,
    ): Promise<{ bytesWritten: number; buffer: Buffer }>;
    i2cRead(address: number, length: number, buffer: Buffer): Promise<{ bytesRead: number; buffer: Buffer }>;
    i2cWrite(address: number, length: number, buffer: Buffer): Promise<{ bytesWritten: number; buffer: Buffer }>;
    bus(): I2CBus;
  }

  /** `openSync(1)`: /dev/i2c-1. */
  export function openSync(busNumber: number, options?: OpenOptions): I2CBus;
  export function open(busNumber: number, opened: Done): I2CBus;
  export function openPromisified(busNumber: number, options?: OpenOptions): Promise<PromisifiedBus>;
  const i2c: {
    openSync: typeof openSync;
    open: typeof open;
    openPromisified: typeof openPromisified;
  };
  export default i2c;
}
