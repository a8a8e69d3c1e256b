import { chromium, type Browser } from 'playwright-core';

/** Starts the Chromium that `npm test` found. `kleber.test` leads to this machine: no secure context there. */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env['KLEBER_CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP kleber.test 127.0.0.1',
    ],
  });
}
