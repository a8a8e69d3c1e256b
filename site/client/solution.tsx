/** A step's solution: its answer, and its commands with a button each that types it. */
import { Icon } from '../components/Icon.tsx';
import type { Strings } from '../i18n/en.ts';
import type { CommandData } from './lesson-data.ts';

interface Props {
  readonly commands: readonly CommandData[];
  /** Words of the right choice, of a question. */
  readonly choice: string | undefined;
  readonly say: Strings;
  readonly onType: (command: CommandData) => void;
}

export function Solution({ commands, choice, say, onType }: Props) {
  const words = say.lesson;
  return (
    <>
      <p class="lesson-solution-heading">{words.solution}</p>
      {choice === undefined ? null : <p>{words.solutionAnswer(choice)}</p>}
      {commands.map((command, index) => {
        const label = words.typeInto(command.terminalName);
        return (
          <div class="lesson-command" key={index}>
            <small>{command.terminalName}</small>
            <code>{command.command.replace(/^\^(?=[CD]$)/, 'Ctrl-')}</code>
            <button
              class="k-icon-button"
              type="button"
              aria-label={label}
              title={label}
              onClick={() => onType(command)}
            >
              <Icon name="type" />
            </button>
          </div>
        );
      })}
      {commands.length === 0 ? null : <p class="lesson-solution-note">{words.solutionTyped}</p>}
    </>
  );
}
