/** The same small programs, by the Node that runs this test and by the Pi's: same output, same errors, same status. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NodeLab } from './kit.ts';
import { PROGRAMS } from './programs.ts';
import { ranByNode, withoutInsides, type Ran } from './real-node.ts';

let lab: NodeLab;
beforeAll(async () => {
  lab = await NodeLab.open();
});
afterAll(() => lab.end());

async function ranHere(files: Readonly<Record<string, string>>, args: string, input: string): Promise<Ran> {
  const { files: tree } = lab.test.lab.pi('rpi-pub');
  for (const [name, text] of Object.entries(files)) lab.write(name, text);
  lab.write('.input', input);
  const status = await lab.run(`node ${args} <.input >.stdout 2>.stderr; echo $?`, 100);
  const read = (name: string): string => new TextDecoder().decode(tree.readFile(`/home/pi/${name}`));
  return { stdout: read('.stdout'), stderr: withoutInsides(read('.stderr')), status: Number(status) };
}

describe.each(PROGRAMS)('$title', ({ files, args, input = '', insideNode = false }) => {
  it('is as with Node', async () => {
    const words = args.match(/'[^']*'|\S+/g)?.map((word) => word.replace(/^'(.*)'$/, '$1')) ?? [];
    const here = await ranHere(files, args, input);
    const stderr = insideNode ? here.stderr.replace(/^[^\n]*\n[^\n]*\n *\^+\n\n/, '') : here.stderr;
    expect({ ...here, stderr }).toEqual(ranByNode(files, words, input));
  });
});
