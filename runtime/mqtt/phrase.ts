/**
 * A dictionary's sentence has places to fill in: `Keep alive: {seconds} s`. A place without a value
 * stays as it is, so that the slip can be seen.
 */
export function fill(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{([A-Za-z]+)\}/g, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? place : String(value);
  });
}
