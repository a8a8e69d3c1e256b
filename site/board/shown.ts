/** Temperatures, addresses and bytes as programs print them, and temperatures as people write them. */
/** °C that the slider reaches, and its steps: an LM75B counts in eighths. */
export const COLDEST = 20;
export const HOTTEST = 45;
export const STEP = 0.125;

/** "33.500": three decimals, and a full stop in every language, as in the messages. */
export const shownCelsius = (celsius: number): string => celsius.toFixed(3);

/** As i2c-tools write them: "0x48", "21 80". */
export const shownAddress = (address: number): string => `0x${hex(address)}`;
export const shownBytes = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => hex(byte).toUpperCase()).join(' ');

/** Register Temp, 16 bits, as its bytes. */
export const shownRegister = (register: number): string => shownBytes([register >> 8, register & 0xff]);

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/**
 * What somebody wrote, "33", "33.5", "33,5": the nearest eighth.
 * @returns undefined when it is no number or the slider does not reach it
 */
export function celsiusWritten(text: string): number | undefined {
  const written = text
    .trim()
    .replace(/\s*°C$/i, '')
    .replace(',', '.');
  if (!/^[+-]?\d+(\.\d*)?$/.test(written)) return undefined;
  const celsius = Number(written);
  return celsius >= COLDEST && celsius <= HOTTEST ? Math.round(celsius / STEP) * STEP : undefined;
}
