/** As atoi(3): the number that the text begins with, else 0: `12x` is 12, `x` is 0. Clamped to 32 bits. */
export function atoi(text: string): number {
  const digits = /^\s*[+-]?\d+/.exec(text)?.[0] ?? '0';
  return Math.max(-2_147_483_648, Math.min(2_147_483_647, Number(digits)));
}

/** As atof(3), for decimal numbers: `0.5s` is 0.5, `x` is 0. */
export function atof(text: string): number {
  return Number(/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(text)?.[0] ?? '0');
}

/** As atol(3) with 64 bits: `12x` is 12, `x` is 0; clamped. */
export function atol(text: string): bigint {
  const number = BigInt(/^\s*\+?(-?\d+)/.exec(text)?.[1] ?? '0');
  const most = 9_223_372_036_854_775_807n;
  return number > most ? most : number < -most - 1n ? -most - 1n : number;
}
