/** Everything that Monaco needs before the first file is shown, in one language of the page. */
import type { EditorText } from '../../i18n/editor.en.ts';
import type { Language } from '../../i18n/language.ts';
import type { FileLanguage } from '../files/language-of.ts';
import type { FilePlace } from '../files/text-buffer.ts';
import type { ImportedFile } from '../typescript/imported-files.ts';
import type { EditorScreen, EditorScreenOptions } from './editor-screen.ts';
import type { ModelBuffer } from './model-buffer.ts';

export interface Monaco {
  buffer(place: FilePlace, text: string, language: FileLanguage): ModelBuffer;
  screen(options: EditorScreenOptions): EditorScreen;
  /** What open programs import from files that are not open. */
  tellImported(files: readonly ImportedFile[]): void;
}

let started: Promise<Monaco> | undefined;

/** Once a page; again after a failure. @throws Error when its scripts could not be fetched */
export function startMonaco(language: Language, text: EditorText): Promise<Monaco> {
  started ??= start(language, text);
  started.catch(() => {
    started = undefined;
  });
  return started;
}

async function start(language: Language, text: EditorText): Promise<Monaco> {
  // Monaco reads its words while it is loaded, so they come first.
  if (language === 'de') await import('monaco-editor/nls/lang/de');
  const [{ ModelBuffer }, { EditorScreen }, mosquitto, typescript, python, texts, conf] = await Promise.all([
    import('./model-buffer.ts'),
    import('./editor-screen.ts'),
    import('./mosquitto-features.ts'),
    import('./typescript-features.ts'),
    import('./python-offers.ts'),
    import('./text-languages.ts'),
    language === 'de'
      ? import('#runtime/pi/manual/de/mosquitto-conf.ts').then(({ configWordsDe }) => configWordsDe)
      : import('#runtime/pi/manual/pages/mosquitto-conf.ts').then(({ configWordsEn }) => configWordsEn),
  ]);
  texts.registerTextLanguages();
  typescript.registerTypeScript();
  python.registerPythonOffers();
  mosquitto.registerMosquitto({ conf, acl: text.acl });
  return {
    buffer: (place, content, fileLanguage) => new ModelBuffer(place, content, fileLanguage),
    screen: (options) => new EditorScreen(options),
    tellImported: typescript.tellImported,
  };
}
