import { moment, type Moment } from '../check.ts';
import { phrase } from '../phrases.ts';

/**
 * The learner chose this answer to the question. For mistakes: a wrong answer that deserves one of
 * its own.
 */
export const answered = (choice: string): Moment<'said'> =>
  moment({
    kind: 'answered',
    proof: 'said',
    options: { choice },
    what: () => phrase('check.answered', {}),
    happens: ({ event }) => event?.kind === 'answer' && event.choice === choice,
  });
