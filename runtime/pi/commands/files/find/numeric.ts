import type { Reader } from './parse.ts';
import { ExpressionProblem } from './search.ts';

/** `5` just five, `+5` more, `-5` less. @throws ExpressionProblem */
export const number = (text: string, name: string): ((value: number) => boolean) => {
  const [, sign = '', digits] = /^([+-]?)(\d+(?:\.\d*)?)$/.exec(text) ?? [];
  if (digits === undefined) throw new ExpressionProblem(`invalid argument \`${text}' to \`${name}'`);
  const wanted = Number(digits);
  return (value) => (sign === '+' ? value > wanted : sign === '-' ? value < wanted : value === wanted);
};

export const numeric = (reader: Reader): ((value: number) => boolean) => number(reader.value(), reader.name);
