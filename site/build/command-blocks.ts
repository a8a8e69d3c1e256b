/**
 * A code block of a lesson may name the terminal that its commands are for:
 *
 *     ```sh rpi-broker#1
 *     mosquitto_sub -h 127.0.0.1 -t piandmore/test
 *     ```
 *
 * Markdown drops what follows the language; this keeps it, as `terminal` of the `pre` element, for the
 * component that draws it. A block without a terminal is text to be read.
 */
import { defineHastPlugin } from 'satteri';

export const commandBlocks = defineHastPlugin({
  name: 'command-blocks',
  element: {
    filter: ['pre'],
    visit(pre, context) {
      const code = pre.children.find((child) => child.type === 'element' && child.tagName === 'code');
      // The words after the language; the types of the parser do not know them.
      const meta = (code?.data as { meta?: unknown } | undefined)?.meta;
      if (typeof meta === 'string' && meta !== '') context.setProperty(pre, 'terminal', meta.trim());
    },
  },
});
