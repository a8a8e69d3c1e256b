/**
 * What stands on pages without a lab: home, credits, and the foot of all. A page with a lab does without these
 * words, and is the lighter for it.
 */
export const stillEn = {
  home: {
    title: 'Kleber: learn MQTT by sending it',
    description: 'Learn MQTT with real commands, three simulated Raspberry Pis and every packet in sight.',
    pitch: 'Learn MQTT by sending it, byte by byte, between three Raspberry Pis that live in this page.',
    promise:
      'Type the real commands. See every packet they cause. Read every byte of them. Nothing to install, no account, and it works without internet.',
    skip: 'Skip to the lessons',
    start: 'Start lesson 1',
    goOn: (n: number) => `Go on with lesson ${n}`,
    again: 'Lesson 1 again',
    figure: {
      alt: 'rpi-pub publishes Hello World to rpi-broker, which passes the same bytes to rpi-sub',
      caption: 'Lesson 1 in 29 bytes.',
      text: 'Type, length, topic, payload. By the end of it you can read every one of them.',
    },
    doors: 'More',
    sandbox: 'Three Pis, every panel, no task',
    lessons: 'Lessons',
    partLessons: (n: number) => (n === 1 ? '1 lesson' : `${n} lessons`),
    partDone: (done: number, of: number) => `${done} of ${of} done`,
    minutes: (n: number) => `${n} min`,
    done: 'done',
    progress: {
      heading: 'Your progress',
      where: 'Progress is kept in this browser and nowhere else.',
      notKept: 'This browser keeps nothing: progress is lost when the page is closed. Take it along as a file.',
      none: 'Nothing is done yet.',
      steps: (n: number) => (n === 1 ? '1 step done.' : `${n} steps done.`),
      export: 'Save as a file',
      import: 'Bring back from a file',
      reset: 'Forget all progress',
      resetSure: 'All steps of all lessons will be open again, and their Pis as delivered.',
      resetYes: 'Forget it all',
      resetNo: 'Keep it',
      resetDone: 'Forgotten. All lessons start afresh.',
      filesNotForgotten: (why: string) =>
        `The steps are forgotten, but not the files of the Pis (${why}). Start each lesson afresh at its end.`,
      imported: (n: number) =>
        n === 0 ? 'Read. All of it was known already.' : n === 1 ? 'Read: 1 step more.' : `Read: ${n} steps more.`,
      problem: {
        'not-json': (file: string, said: string) =>
          `${file} is not a progress file: it is not JSON (${said}). Choose the file that “Save as a file” made.`,
        'not-progress': (file: string) =>
          `${file} is JSON, but not progress of Kleber. Choose the file that “Save as a file” made.`,
        newer: (file: string, version: number) =>
          `${file} was made by a newer Kleber (format ${version}, this one reads 1). Open it there, or update this one.`,
        shape: (file: string, at: string, expected: string) =>
          `${file} was changed: ${at} should be ${expected}. Nothing of it was taken over.`,
        unreadable: (file: string) => `${file} could not be read. Choose it again.`,
        expected: {
          object: 'an object',
          time: 'a time in milliseconds',
          true: 'true, or left out',
          name: 'named in small letters, digits and hyphens',
        },
      },
    },
  },
  footer: {
    talk: 'After the talk “MQTT: Der Kleber, der das Internet of Things zusammenhält” by Nico Maas, Pi and More 6, 2015',
    credits: 'Credits',
    conformance: 'Conformance',
  },
  credits: {
    title: 'Credits – Kleber',
    heading: 'Credits',
    skip: 'Skip to the text',
    talk: {
      heading: 'The talk',
      text: 'Kleber is made after the talk “MQTT: Der Kleber, der das Internet of Things zusammenhält” (the glue that holds the Internet of Things together), given by Nico Maas at Pi and More 6 in 2015. The three Raspberry Pis, their addresses, the Hello World, the thermometer and the lights that it switches are his.',
    },
    mosquitto: {
      heading: 'Eclipse Mosquitto',
      text: 'The commands you type behave as those of Eclipse Mosquitto do; their messages and help texts are quoted from it word for word. Its code is not in here. It is free software under EPL 2.0 and EDL 1.0. Mosquitto is a trademark of the Eclipse Foundation.',
    },
    standard: {
      heading: 'The standard',
      text: 'Clauses in square brackets, such as [MQTT-4.7.1-3], are those of “MQTT Version 3.1.1”, an OASIS Standard of 29 October 2014; those that begin with MQTT5 are of “MQTT Version 5.0”, an OASIS Standard of 7 March 2019. Copyright OASIS Open. A sentence is quoted here and there, always in English.',
    },
    raspberry: 'Raspberry Pi is a trademark of Raspberry Pi Ltd. Kleber is not connected with it.',
    software: 'Software and fonts in these pages',
    name: 'Name',
    licence: 'Licence',
    use: 'Used for',
    uses: {
      fonts: 'the three voices of the page',
      preact: 'what changes on the page',
      signals: 'what the page knows of the lab',
      xterm: 'the terminals',
      monaco: 'the editor',
      codicons: 'the signs in the editor',
      typescript: 'completion and errors in the editor',
      pyodide: 'Python on the Pis',
      mqtt: 'MQTT in programs on the Pis',
      sucrase: 'TypeScript in programs on the Pis',
      lexer: 'import and export in programs on the Pis',
      nodeModules: 'modules of node on the Pis',
      diff: 'diff on the Pis, and what differs in the editor',
      msw: 'WebSockets of the page that lead to the lab',
      astro: 'building these pages',
      valibot: 'checking what lessons and servers say',
      ws: 'WebSockets of the server',
      sirv: 'the files of the server',
      qrcode: 'the code to scan',
      node: 'running the server',
    },
    own: 'Kleber itself is free software under the MIT licence.',
  },
  notFound: {
    heading: 'There is no such page',
    text: 'The address may be mistyped, or the page has moved.',
    home: 'To the lessons',
  },
};

export type StillStrings = typeof stillEn;
