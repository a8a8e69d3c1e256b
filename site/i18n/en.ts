import { english } from '#runtime/lesson/phrases.en.ts';
import { workbenchEn } from './workbench.en.ts';

/**
 * What the pages say, in English. This object is the type of every other language: one that lacks an
 * entry does not compile. Names of packets, programs and hosts are the same in every language.
 */
export const en = {
  /** What checks and the engine say of a step. */
  phrases: english,
  /** Terminals and wire. */
  workbench: workbenchEn,
  language: { en: 'English', de: 'Deutsch' },
  header: {
    home: 'Kleber, home',
    languages: 'Language',
    theme: { auto: 'Light or dark: as the system', light: 'Light or dark: light', dark: 'Light or dark: dark' },
    previousLesson: (n: number, title: string) => `Lesson ${n}: ${title}`,
    nextLesson: (n: number, title: string) => `Lesson ${n}: ${title}`,
    lesson: (n: number) => `Lesson ${n}`,
    step: (n: number, of: number) => `step ${n} of ${of}`,
    finished: 'finished',
    /** Offered on the page in another language, to somebody whose browser asks for this one. */
    alsoHere: 'This page in English',
  },
  broker: {
    own: 'Broker in this page',
    stopped: 'Broker stopped',
    moved: 'Broker now in this page',
    movedDetail: 'real clients no longer see it',
    movedHeard: 'This broker now runs in your page. Real clients no longer see it.',
    toServer: 'Back to the server',
    connecting: 'Connecting to the broker',
    connected: (where: string) => `Connected to ${where}`,
    seat: (seat: string) => `seat ${seat}`,
    tcpPort: (port: number) => `TCP port ${port}`,
    lost: (seconds: number) =>
      seconds > 0
        ? `Broker lost, trying again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
        : 'Broker lost, trying again now',
    lostHeard: 'The connection to the broker is lost. It is tried again by itself.',
    short: { own: 'in this page', connecting: 'connecting', connected: 'connected', lost: 'lost' },
    about: {
      heading: 'Where is the broker?',
      own: 'The broker of rpi-broker runs in this page, with the three Pis. Nobody else sees its messages, and it needs no network. What it is to remember is stored within a second: whoever pulls the plug before that loses it.',
      server: 'The broker of rpi-broker runs in the server that brought you this page. Real clients can join it:',
      noPort: 'The broker of rpi-broker runs in the server that brought you this page.',
      moved:
        'You have stopped this broker or started it anew, so it now runs in your page, with the files of rpi-broker. Real clients no longer see it: they are with the server’s broker, which runs on and knows nothing of this one.',
      stopped:
        'Mosquitto does not run on rpi-broker: clients are refused. The first of these says why, the second starts it:',
      toServer: 'Back to the server’s broker',
      lost: 'The server does not answer. Is it still running? The lab goes on trying, and what you have done is kept.',
    },
  },
  lesson: {
    title: (title: string) => `${title} – Kleber`,
    skip: 'Skip to the lesson',
    skipTerminals: 'Skip to the terminals',
    label: (n: number) => `Lesson ${n}`,
    part: (roman: string, title: string) => `Part ${roman}, ${title}`,
    size: (steps: number, minutes: number) => `${steps === 1 ? '1 step' : `${steps} steps`}, ${minutes} minutes`,
    steps: 'Steps',
    status: { done: 'done', now: 'now', open: 'to come' },
    terminal: (host: string, session: number | undefined) =>
      session === undefined ? host : `${host}, session ${session}`,
    typeInto: (terminal: string) => `Type it into ${terminal}`,
    goal: (n: number) => `Step ${n} ticks itself off when`,
    seen: (met: number, of: number) => `${met} of ${of} seen`,
    partSeen: 'seen',
    partOpen: 'not yet',
    stepDone: (n: number) => `Step ${n} is done`,
    mistake: 'Not this one',
    mistakeAt: (time: string, terminal: string | undefined) =>
      terminal === undefined ? `seen at ${time}` : `you tried it at ${time} on ${terminal}`,
    hint: 'Hint',
    hintOf: (n: number, of: number) => `${n} of ${of}`,
    firstHint: 'Show a hint',
    nextHint: 'Next hint',
    solution: 'Solution',
    solutionTyped: 'Typed for you, after a Ctrl-C in case something still ran there. Enter is yours.',
    solutionAnswer: (choice: string) => `The answer is: ${choice}`,
    choices: 'Your answer',
    answer: {
      unproven: 'Noted. Now try it out: the list below says what is still missing.',
      wrong: 'The experiment says otherwise. Look at what happened, then choose again.',
      right: 'Right, and proven.',
    },
    remember: 'To remember',
    finished: 'All steps are done.',
    next: (n: number, title: string) => `Go on with lesson ${n}, ${title}`,
    backHome: 'To the lessons',
    reset: 'Start this lesson afresh',
    resetSure: 'The Pis are as delivered again, and all steps of this lesson open.',
    resetYes: 'Start afresh',
    resetNo: 'Go on as it is',
    notKept: 'This browser keeps nothing: your progress is lost when the page is closed.',
    filesElsewhere:
      'Another window has this lab open and keeps the files of its Pis. These here are a copy: what you change is gone with this window.',
    keepHere: 'Keep the files of this window instead',
    filesUnkept: 'This browser could not store the files of the Pis: what you change is gone with a reload.',
    conflicts: {
      lead: 'Kleber now delivers another version of what you have changed. Which one do you want to go on with?',
      lost: 'Nothing is lost. The editor shows you the new one at any time, by “As delivered”; if you take it, yours stays beside it, with .mine at the end of its name.',
      keep: 'Keep mine',
      take: 'Take the new one',
      of: (button: string, file: string) => `${button}: ${file}`,
      full: (host: string) => `The card of ${host} is full. Remove something there, then choose again.`,
      failed: (code: string) => `That did not work: ${code}.`,
    },
    noScript: 'Without JavaScript you can read this lesson, but there are no terminals to type into.',
    starting: 'The three Pis are starting.',
    fault: 'The lab has failed. That is a bug of Kleber, not yours. What is done is kept; reload the page.',
    faultSaid: 'What it said:',
    resize: 'Width of the text',
  },
  views: {
    label: 'View',
    lesson: 'Lesson',
    terminals: 'Terminals',
    wire: 'Wire',
    boards: 'Boards',
    editor: 'Editor',
    news: 'new',
  },
  sandbox: {
    title: 'Sandbox – Kleber',
    heading: 'Sandbox',
    skip: 'Skip to the text',
    lead: 'Three Raspberry Pis and a broker, and no task. Try whatever you like. Files stay as you leave them, also after a reload; what runs ends with the page.',
    tryThese: 'To begin with',
    listen: 'On rpi-sub, listen to everything:',
    send: 'On rpi-pub, say something:',
    hosts: 'The machines',
    hostList: { broker: 'runs Mosquitto', pub: 'publishes', sub: 'subscribes' },
    sideLabel: 'About the sandbox',
    tab: 'Sandbox',
    reset: 'Fresh Pis',
    resetSure: 'Everything on the three Pis is as delivered again.',
  },
};

export type Strings = typeof en;
