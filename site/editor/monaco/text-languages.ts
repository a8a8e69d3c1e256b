/** Languages of the Pi's files that Monaco does not know: how they are coloured and commented. */
import { languages } from './monaco.ts';

export function registerTextLanguages(): void {
  languages.register({ id: 'mosquitto-conf' });
  languages.setLanguageConfiguration('mosquitto-conf', { comments: { lineComment: '#' } });
  languages.setMonarchTokensProvider('mosquitto-conf', {
    tokenizer: {
      root: [
        [/^#.*$/, 'comment'],
        [/^( *)(\S+)/, ['', 'option']],
        [/\b(?:true|false|all|none)\b/, 'value'],
        [/-?\b\d+\b/, 'number'],
        [/\/\S+/, 'string'],
        [/\S+/, ''],
      ],
    },
  });

  languages.register({ id: 'mosquitto-acl' });
  languages.setLanguageConfiguration('mosquitto-acl', { comments: { lineComment: '#' } });
  languages.setMonarchTokensProvider('mosquitto-acl', {
    tokenizer: {
      root: [
        [/^#.*$/, 'comment'],
        [/^(user)(\s+)(.*)$/, ['option', '', 'type']],
        [/^(topic|pattern)(\s+)(readwrite|read|write|deny)(\s+)/, ['option', '', 'value', '']],
        [/^(topic|pattern)(\s+)/, ['option', '']],
        [/%[cu]/, 'number'],
        [/[+#]/, 'value'],
        [/[^+#%]+/, 'topic'],
      ],
    },
  });

  languages.register({ id: 'json' });
  languages.setLanguageConfiguration('json', {
    brackets: [
      ['{', '}'],
      ['[', ']'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '"', close: '"' },
    ],
  });
  languages.setMonarchTokensProvider('json', {
    tokenizer: {
      root: [
        [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'attribute.name'],
        [/"(?:[^"\\]|\\.)*"/, 'string'],
        [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
        [/\b(?:true|false|null)\b/, 'value'],
        [/[{}[\],:]/, 'delimiter'],
      ],
    },
  });
}
