import { describe, expect, test } from 'vitest';
import { commandLines, textOf } from '../../site/lesson/command-lines.ts';
import { inlineCode } from '../../site/lesson/inline-code.ts';
import { markClauses, splitStep } from '../../site/lesson/split-step.ts';

describe('splitStep', () => {
  test('takes title, hints and answers to mistakes out of the text, in their order', () => {
    const step = splitStep(
      '<h2 id="x">A <code>b</code></h2><p>Text.</p><kleber-hint>one</kleber-hint>\n<kleber-hint><p>two</p></kleber-hint>' +
        '<kleber-mistake data-id="slip">so</kleber-mistake><p>More.</p>',
    );
    expect(step).toEqual({
      title: 'A <code>b</code>',
      text: '<p>Text.</p>\n<p>More.</p>',
      textAfter: '',
      hints: ['<p>one</p>', '<p>two</p>'],
      mistakes: [{ id: 'slip', html: '<p>so</p>' }],
      choices: [],
    });
  });

  test('leaves no empty paragraph where a paragraph held nothing but hints', () => {
    const step = splitStep('<h2>A</h2><p><kleber-hint>one</kleber-hint>\n<kleber-hint>two</kleber-hint></p>');
    expect(step.text).toBe('');
  });

  test('keeps the place of the choices: text above, text below', () => {
    const step = splitStep(
      '<h2>A</h2><p>Above.</p><p><kleber-choice data-id="yes">yes</kleber-choice>\n<kleber-choice data-id="no"><p>no</p></kleber-choice></p><p>Below.</p>',
    );
    expect(step.text).toBe('<p>Above.</p>');
    expect(step.textAfter).toBe('<p>Below.</p>');
    expect(step.choices).toEqual([
      { id: 'yes', html: 'yes' },
      { id: 'no', html: 'no' },
    ]);
  });

  test('a step without a heading has no title', () => {
    expect(splitStep('<p>Text.</p>').title).toBeUndefined();
  });
});

test('clauses of both standards are marked, other brackets are not', () => {
  expect(markClauses('a [MQTT-4.7.1-3] b [MQTT-3.1.2.11-1] c [MQTT] d [1]')).toBe(
    'a <cite class="lesson-clause">[MQTT-4.7.1-3]</cite> b <cite class="lesson-clause">[MQTT-3.1.2.11-1]</cite> c [MQTT] d [1]',
  );
});

describe('commands of a code block', () => {
  test('are one a line', () => {
    expect(commandLines('a -b\n\nc\n')).toEqual(['a -b', 'c']);
  });

  test('go on in the next line after a backslash', () => {
    expect(commandLines('a \\\n  -b\nc')).toEqual(['a \\\n  -b', 'c']);
  });

  test('are what stood in the source, whatever HTML made of it', () => {
    expect(
      textOf('<code class="language-sh">a -m &quot;x&quot; -t &#39;#&#39; &lt; f &amp;&amp; b &#x3e; c</code>'),
    ).toBe(`a -m "x" -t '#' < f && b > c`);
  });
});

test('backticks in a sentence become code, and what looks like a tag stays text', () => {
  expect(inlineCode('a `b <c>` & d')).toBe('a <code>b &lt;c></code> &amp; d');
});
