/** jq's command line, which is its own: letters together, long names whole, `--arg` takes two words. */
export class JqUsage extends Error {
  override readonly name = 'JqUsage';
}

export interface JqSettings {
  readonly flags: ReadonlySet<string>;
  readonly indent: number | 'tab';
  readonly program: string | undefined;
  readonly programFile: string | undefined;
  readonly files: readonly string[];
  /** --arg, --argjson, --slurpfile, --rawfile: kind, name and text, in their order. */
  readonly variables: readonly (readonly [kind: string, name: string, text: string])[];
  readonly positional: readonly (readonly ['text' | 'json', string])[];
}

const LONG: Readonly<Record<string, string>> = {
  '--compact-output': 'c',
  '--null-input': 'n',
  '--exit-status': 'e',
  '--slurp': 's',
  '--raw-output': 'r',
  '--join-output': 'j',
  '--ascii-output': 'a',
  '--raw-input': 'R',
  '--sort-keys': 'S',
  '--color-output': 'C',
  '--monochrome-output': 'M',
  '--unbuffered': 'unbuffered',
  '--from-file': 'f',
  '--help': 'h',
  '--version': 'V',
};
const ABSENT = new Set(['--stream', '--seq', '-L', '--library-path', '--debug-dump-disasm', '--debug-trace']);
const NAMED = new Set(['--arg', '--argjson', '--slurpfile', '--rawfile', '--argfile']);

/** @throws JqUsage */
export const readCommandLine = (args: readonly string[]): JqSettings => {
  const flags = new Set<string>();
  const words: string[] = [];
  const variables: [string, string, string][] = [];
  const positional: ['text' | 'json', string][] = [];
  let indent: number | 'tab' = 2;
  let further: 'file' | 'text' | 'json' = 'file';
  let isOver = false;
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (isOver || !/^-(?:-|[A-Za-z])/.test(arg)) {
      if (words.length === 0 || further === 'file') words.push(arg);
      else positional.push([further, arg]);
    } else if (arg === '--') isOver = true;
    else if (ABSENT.has(arg)) throw new JqUsage(`option '${arg}' is not part of this simulated Raspberry Pi`);
    else if (NAMED.has(arg)) {
      const [name, text] = [rest.shift(), rest.shift()];
      if (name === undefined || text === undefined) {
        const example =
          arg === '--arg'
            ? `--arg varname value`
            : arg === '--argjson'
              ? `--argjson varname text`
              : `${arg} varname filename`;
        throw new JqUsage(`${arg} takes two parameters (e.g. ${example})`);
      }
      variables.push([arg === '--argfile' ? '--slurpfile' : arg, name, text]);
    } else if (arg === '--args' || arg === '--jsonargs') further = arg === '--args' ? 'text' : 'json';
    else if (arg === '--tab') indent = 'tab';
    else if (arg === '--indent') {
      const number = Number.parseInt(rest.shift() ?? '', 10);
      if (Number.isNaN(number)) throw new JqUsage('--indent takes one parameter');
      if (number < -1 || number > 7) throw new JqUsage('--indent takes a number between -1 and 7');
      indent = number;
    } else if (LONG[arg] !== undefined) flags.add(LONG[arg] ?? '');
    else if (!arg.startsWith('--') && /^[cnesrjaRSCMfhV]*$/.test(arg.slice(1)))
      for (const letter of arg.slice(1)) flags.add(letter);
    else throw new JqUsage(`Unknown arguments`);
  }
  const [first, ...files] = words;
  const isFile = flags.has('f');
  return {
    flags,
    indent,
    program: isFile ? undefined : first,
    programFile: isFile ? first : undefined,
    files,
    variables,
    positional,
  };
};
