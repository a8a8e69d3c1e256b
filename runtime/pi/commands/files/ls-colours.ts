/**
 * The colours of ls(1): those of LS_COLORS (dircolors(1)), else those that are built in.
 *
 *     LS_COLORS='di=01;34:*.txt=33'     directories bold blue, text files yellow
 */
import type { Stat } from '../../system.ts';

const BUILT_IN: Readonly<Record<string, string>> = {
  di: '01;34',
  ln: '01;36',
  pi: '33',
  cd: '01;33',
  ex: '01;32',
  su: '37;41',
  sg: '30;43',
  st: '37;44',
  ow: '34;42',
  tw: '30;42',
};

export class Colours {
  readonly #codes: Record<string, string> = { ...BUILT_IN };
  readonly #suffixes: (readonly [suffix: string, code: string])[] = [];
  #isFirst = true;

  constructor(text: string | undefined) {
    for (const part of (text ?? '').split(':')) {
      const equals = part.indexOf('=');
      if (equals < 0) continue;
      const [key, code] = [part.slice(0, equals), part.slice(equals + 1)];
      if (key.startsWith('*')) this.#suffixes.unshift([key.slice(1), code]);
      else this.#codes[key] = code;
    }
  }

  /** @param target where a link leads; its colour when LS_COLORS says `ln=target` */
  paint(text: string, name: string, stat: Stat, target: Stat | undefined): string {
    const code = this.#codeOf(name, stat, target);
    if (code === '' || code === '0' || code === '00') return text;
    const reset = this.#isFirst ? '\x1b[0m' : '';
    this.#isFirst = false;
    return `${reset}\x1b[${code}m${text}\x1b[0m`;
  }

  #codeOf(name: string, stat: Stat, target: Stat | undefined): string {
    const code = (key: string) => this.#codes[key] ?? '';
    const { kind, mode, links } = stat;
    switch (kind) {
      case 'directory':
        if ((mode & 0o1002) === 0o1002 && code('tw') !== '') return code('tw');
        if ((mode & 0o002) !== 0 && code('ow') !== '') return code('ow');
        return (mode & 0o1000) !== 0 && code('st') !== '' ? code('st') : code('di');
      case 'link':
        if (target === undefined && code('or') !== '') return code('or');
        if (code('ln') !== 'target') return code('ln');
        return target === undefined ? code('or') : this.#codeOf(name, target, undefined);
      case 'device':
        return code('cd');
      case 'pipe':
        return code('pi');
      case 'file':
        if ((mode & 0o4000) !== 0 && code('su') !== '') return code('su');
        if ((mode & 0o2000) !== 0 && code('sg') !== '') return code('sg');
        if ((mode & 0o111) !== 0 && code('ex') !== '') return code('ex');
        if (links > 1 && code('mh') !== '') return code('mh');
        return this.#suffixes.find(([suffix]) => name.endsWith(suffix))?.[1] ?? code('fi');
    }
  }
}
