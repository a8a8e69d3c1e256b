/**
 * Leads to the packages that a page has, wherever Node would take modules of its own: a program of a Pi is to behave
 * in a thread as it does in a page.
 */
import { registerHooks } from 'node:module';

const PACKAGES: Readonly<Record<string, string>> = {
  buffer: 'buffer/index.js',
  events: 'events/events.js',
  'process/': 'process/browser.js',
  string_decoder: 'string_decoder/lib/string_decoder.js',
  'string_decoder/': 'string_decoder/lib/string_decoder.js',
};

registerHooks({
  resolve(specifier, context, next) {
    const isOfPackage = context.parentURL?.includes('/node_modules/') === true;
    return next((isOfPackage ? PACKAGES[specifier] : undefined) ?? specifier, context);
  },
});
