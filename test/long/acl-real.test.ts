/**
 * What an ACL file lets a client do: Mosquitto decides, and we decide the same. Thousands of decisions
 * about files by chance; what differs is shrunk to the smallest file that still does.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Acl } from '#runtime/broker/access/acl.ts';
import { isReserved } from '#runtime/broker/route.ts';
import { parseAclFile } from '#runtime/config/acl-file.ts';
import { programPath } from '../kit/programs.ts';
import { aclLines, CLIENTS, doubtfulLines, FILTERS, requests, topicsOf } from './acl-files.ts';
import { realAcl, type RealAcl } from './real-acl.ts';

/** Always the same ones, so that nobody's work goes red by luck; `RANDOM_SEED=7` looks for new ones. */
const SEED = Number(process.env['RANDOM_SEED'] ?? 1);
const FILES = Number(process.env['RANDOM_FILES'] ?? 200);

const ours = (file: string): ReturnType<typeof parseAclFile> => parseAclFile(new TextEncoder().encode(file), 'acl');

describe.skipIf(programPath('mosquitto') === undefined)('by an ACL file Mosquitto and we', () => {
  let real: RealAcl;
  beforeAll(async () => {
    real = await realAcl(CLIENTS, FILTERS);
  });
  afterAll(() => real.close());

  test('let the same clients read and write the same topics', async () => {
    let decisions = 0;
    let allowed = 0;
    await fc.assert(
      fc.asyncProperty(aclLines, requests, async (lines, asked) => {
        const topics = topicsOf(asked, lines);
        const file = `${lines.join('\n')}\n`;
        const parsed = ours(file);
        if ('error' in parsed) throw new Error(parsed.error);
        const acl = new Acl(parsed.rules);
        const verdict = await real.decide(file, topics);
        const decided = CLIENTS.map(({ clientId, username }) => {
          // A name of no letters is none, as the broker has it.
          const rights = acl.rights({ clientId, username: username === '' ? undefined : username });
          return topics.map((topic) => ({
            write: !isReserved(topic) && rights.mayWrite(topic),
            read: !isReserved(topic) && rights.mayRead(topic),
          }));
        });
        for (const [who, client] of CLIENTS.entries()) {
          for (const [which, topic] of topics.entries()) {
            const theirs = { write: verdict.mayWrite[who]?.[which], read: verdict.mayRead[who]?.[which] };
            expect(decided[who]?.[which], `${JSON.stringify(client)}, topic "${topic}"`).toEqual(theirs);
            decisions += 2;
            allowed += Number(theirs.write) + Number(theirs.read);
          }
        }
      }),
      { seed: SEED, numRuns: FILES },
    );
    // Files that allow nothing, or all, would prove little.
    expect(decisions).toBeGreaterThan(100 * FILES);
    expect(allowed / decisions).toBeGreaterThan(0.1);
    expect(allowed / decisions).toBeLessThan(0.9);
  });

  test('refuse the same files, and warn of the same lines, in the same words', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(doubtfulLines, async (lines) => {
        const file = `${lines.join('\n')}\n`;
        const parsed = ours(file);
        const said = [...parsed.notes.map(({ text }) => text), ...('error' in parsed ? [parsed.error] : [])];
        expect(said).toEqual(await real.objections(file));
        if ('error' in parsed) refused++;
      }),
      { seed: SEED, numRuns: FILES },
    );
    expect(refused / FILES).toBeGreaterThan(0.2);
    expect(refused / FILES).toBeLessThan(0.9);
  });
});
