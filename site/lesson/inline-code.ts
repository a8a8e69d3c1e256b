/** A sentence of a lesson's head as HTML: what stands between backticks is what a machine says or is told. */
export const inlineCode = (sentence: string): string =>
  sentence
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .split('`')
    .map((piece, index) => (index % 2 === 1 ? `<code>${piece}</code>` : piece))
    .join('');
