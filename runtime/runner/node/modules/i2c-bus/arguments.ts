/** What the functions of `i2c-bus` take; anything else is refused before the bus sees it. */

const within = (what: string, value: unknown, most: number): number => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new Error(`Invalid ${what} ${String(value)}`);
};

export const busNumber = (value: unknown): number => within('I2C bus number', value, Number.MAX_SAFE_INTEGER);
export const address = (value: unknown): number => within('I2C address', value, 0x7f);
export const command = (value: unknown): number => within('I2C command', value, 0xff);
export const byte = (value: unknown): number => within('byte', value, 0xff);
export const word = (value: unknown): number => within('word', value, 0xffff);
export const bit = (value: unknown): number => within('bit', value, 1);

/** Of a block of SMBus: 1 to 32 bytes. */
export function block(length: unknown): number {
  const bytes = within('buffer length', length, 32);
  if (bytes === 0) throw new Error('Invalid buffer length 0');
  return bytes;
}

export function buffer(value: unknown, length: unknown): Uint8Array {
  const bytes = within('buffer length', length, Number.MAX_SAFE_INTEGER);
  if (!(value instanceof Uint8Array)) throw new Error('Invalid buffer: it is none');
  if (value.length < bytes) throw new Error(`Buffer of ${value.length} bytes is too small for ${bytes}`);
  return value;
}
