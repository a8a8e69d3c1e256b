/** GREP_COLORS: `ms=01;31:fn=35:ln=32:bn=32:se=36`, which is what holds without it. */
export type Part = 'ms' | 'mc' | 'sl' | 'cx' | 'fn' | 'ln' | 'bn' | 'se';
export type Paint = (part: Part, text: string) => string;

const STANDARD: Readonly<Record<Part, string>> = {
  ms: '01;31',
  mc: '01;31',
  sl: '',
  cx: '',
  fn: '35',
  ln: '32',
  bn: '32',
  se: '36',
};

const isPart = (name: string): name is Part => name in STANDARD;

export const painter = (wishes = ''): Paint => {
  const colours = { ...STANDARD };
  for (const wish of wishes.split(':')) {
    const [name = '', value = ''] = wish.split('=');
    if (!/^[\d;]*$/.test(value)) continue;
    if (name === 'mt') colours.ms = colours.mc = value;
    else if (isPart(name)) colours[name] = value;
  }
  return (part, text) =>
    colours[part] === '' || text === '' ? text : `\x1b[${colours[part]}m\x1b[K${text}\x1b[m\x1b[K`;
};

export const unpainted: Paint = (_, text) => text;
