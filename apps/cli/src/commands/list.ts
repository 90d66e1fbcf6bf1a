import type { Language } from '@memstrata/scenarios';
import { chapters, library } from '@memstrata/scenarios/library';
import { misconceptionsOf } from '@memstrata/scenarios/quiz';
import type { Command } from 'commander';
import { languageOption } from '../language-option.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

export function registerList(program: Command, session: Session): void {
  program
    .command('list')
    .summary('the scenarios of the library')
    .description(
      'Lists the scenarios of the library in teaching order: id, title, and the misconceptions that quiz asks about.',
    )
    .addOption(languageOption())
    .option('--json', 'print one JSON array')
    .action(({ lang, json }: { readonly lang: Language; readonly json?: boolean }) => {
      const { terminal } = session;
      if (json)
        terminal.json(
          Object.values(library).map(({ id, title, question }) => ({
            id,
            title,
            question,
            misconceptions: misconceptionsOf(id),
          })),
        );
      else terminal.lines(listed(terminal, lang));
    });
}

/** The chapters, each with its scenarios below it, its titles in one column; what is asked stands right behind. */
function listed({ colors }: Terminal, lang: Language): readonly string[] {
  return chapters.flatMap(({ title, scenarios }, index) => [
    ...(index > 0 ? [''] : []),
    colors.bold(colors.cyan(title[lang])),
    ...table(
      [{}, {}],
      scenarios.map(({ id, title }) => {
        const asked = misconceptionsOf(id).join(' ');
        const behind = asked ? `  ${colors.dim(asked)}` : '';
        return [`  ${colors.bold(id)}`, title[lang] + behind];
      }),
    ),
  ]);
}
