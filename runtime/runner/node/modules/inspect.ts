import util from 'node-inspect-extracted';

export interface InspectOptions {
  readonly colors?: boolean;
  readonly depth?: number | null;
  readonly breakLength?: number;
  readonly compact?: boolean | number;
}

export const inspect = util.inspect as unknown as ((value: unknown, options?: InspectOptions) => string) &
  Record<string, unknown> & { readonly custom: symbol };
export const format = util.format as (...args: unknown[]) => string;
export const formatWithOptions = util.formatWithOptions as unknown as (
  options: InspectOptions,
  ...args: unknown[]
) => string;
export const stripVTControlCharacters = util.stripVTControlCharacters as (text: string) => string;
