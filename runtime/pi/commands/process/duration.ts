/** How long, as sleep(1) and timeout(1) read it: `2`, `0.5`, `1m`, `2h`, `1d`, `infinity`. */
const SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 };
const INTERVAL = /^\+?(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|0x[\da-f]+|inf(?:inity)?)([smhd]?)$/i;

/** @returns milliseconds; undefined for what is no time */
export const readDuration = (text: string): number | undefined => {
  const match = INTERVAL.exec(text);
  if (match?.[1] === undefined) return undefined;
  const number = /^inf/i.test(match[1]) ? Infinity : Number(match[1]);
  const unit = SECONDS[match[2] ?? ''];
  return unit === undefined ? undefined : number * unit * 1_000;
};

/** A timer of a JavaScript host holds no more than 2^31 - 1 milliseconds. */
export const LONGEST_TIMER = 2_000_000_000;
