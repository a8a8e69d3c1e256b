/**
 * The lines of a file as a C program gets them: by newlines alone, what follows a NUL is not there, and bytes
 * that are no UTF-8 stay wrong.
 *
 *     user ada⏎       "user ada"
 *     user ada␍⏎      "user ada"; carriage returns at the end are taken off
 *     user \xFF⏎      "user " and a lone surrogate, which no text that is well-formed holds
 */
export function linesOf(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    const nul = bytes.indexOf(0, start);
    lines.push(decode(bytes.subarray(start, nul === -1 || nul > end ? end : nul)).replace(/\r+$/, ''));
    start = end + 1;
  }
  return lines;
}

function decode(line: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(line).replaceAll('\uFFFD', '\uDFFF');
  }
}
