/** What the broker and the codec weigh in a page: bundled and minified as a page's script is. */
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bytes of gzip. */
export const BROKER_LIMIT = 45_000;

const runtime = fileURLToPath(new URL('../../runtime/', import.meta.url));
const PARTS = ['broker/broker.ts', 'mqtt/encode.ts', 'mqtt/decode.ts', 'mqtt/annotate.ts'];
const ENTRY = '\0broker-and-codec';

export async function brokerSize(): Promise<{ readonly bytes: number; readonly gzip: number }> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'broker-and-codec',
        resolveId: (id) => (id === ENTRY ? id : undefined),
        load: (id) =>
          id === ENTRY ? PARTS.map((part) => `export * from ${JSON.stringify(runtime + part)};`).join('\n') : undefined,
      },
    ],
    build: {
      write: false,
      minify: true,
      target: 'es2024',
      rollupOptions: { input: ENTRY, preserveEntrySignatures: 'strict' },
      modulePreload: false,
    },
  });
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  const code = outputs.map((file) => ('code' in file ? file.code : '')).join('');
  if (!code.includes('PUBLISH')) throw new Error('the bundle has no broker in it');
  return { bytes: Buffer.byteLength(code), gzip: gzipSync(code, { level: 9 }).length };
}
