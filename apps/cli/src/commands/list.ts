import type { Language } from '@memstrata/scenarios';
import { library } from '@memstrata/scenarios/library';
import type { Command } from 'commander';
import { languageOption } from '../language-option.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

export function registerList(program: Command, session: Session): void {
  program
    .command('list')
    .summary('the scenarios of the library')
    .description('Lists the scenarios of the library in teaching order: id, title, question.')
    .addOption(languageOption())
    .option('--json', 'print one JSON array')
    .action(({ lang, json }: { readonly lang: Language; readonly json?: boolean }) => {
      const { terminal } = session;
      const scenarios = Object.values(library);
      if (json)
        terminal.json(scenarios.map(({ id, title, question }) => ({ id, title, question })));
      else
        terminal.lines(
          table(
            [{}, {}],
            scenarios.map(({ id, title }) => [terminal.colors.bold(id), title[lang]]),
          ),
        );
    });
}
