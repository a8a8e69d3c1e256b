/** ES modules from their sources: what `blob:` URLs are in a page. */
import { registerHooks } from 'node:module';

const SCHEME = 'kleber-source:';
const sources = new Map<string, string>();

registerHooks({
  resolve(specifier, context, next) {
    if (!sources.has(specifier)) return next(specifier, context);
    return { url: specifier, format: 'module', shortCircuit: true };
  },
  load(url, context, next) {
    const source = sources.get(url);
    return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true };
  },
});

/** @returns a URL for this thread's `import` */
export function moduleUrl(source: string): string {
  const url = `${SCHEME}${sources.size}`;
  sources.set(url, source);
  return url;
}
