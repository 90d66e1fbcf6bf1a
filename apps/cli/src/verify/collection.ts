/** What `verify` can perform on the tools: the scenarios of the library, or the programs of the quiz. */
import type { Confirmable } from '@memstrata/scenarios/confirm';
import { library } from '@memstrata/scenarios/library';
import { type OwnProgram, questionRecordings, questions } from '@memstrata/scenarios/quiz';
import { type Recording, recordings } from '@memstrata/scenarios/recorded';
import { UsageError } from '../failure.ts';
import { didYouMean } from '../nearest.ts';

/** Programs that are held against the tools together. */
export interface Collection {
  /** What stands above their verdicts. */
  readonly heading: string;
  readonly subjects: readonly Confirmable[];
  readonly recordings: Readonly<Record<string, Recording>>;
  /** Where they are kept, below the folder of recordings. */
  readonly folder: string;
}

/** @throws UsageError if a name is not of the library. */
export function collectionOf(names: readonly string[]): Collection {
  if (names.length === 1 && names[0] === 'quiz') return programsOfQuestions();
  return { heading: 'Scenarios', subjects: scenariosOf(names), recordings, folder: '' };
}

function scenariosOf(names: readonly string[]): readonly Confirmable[] {
  const known: Readonly<Record<string, Confirmable>> = library;
  if (names.length === 0) return Object.values(known);
  return names.map((name) => {
    const scenario = Object.hasOwn(known, name) ? known[name] : undefined;
    if (scenario) return scenario;
    throw new UsageError(`unknown scenario '${name}'${didYouMean(name, Object.keys(known))}`);
  });
}

/** Those that were written for a question alone; the others are scenarios of the library. */
function programsOfQuestions(): Collection {
  const own = questions.flatMap(({ about }) =>
    'program' in about && !Object.hasOwn(library, about.id) ? [about as OwnProgram] : [],
  );
  const subjects = [...new Map(own.map((program) => [program.id, program])).values()];
  return { heading: 'Questions', subjects, recordings: questionRecordings, folder: 'questions' };
}
