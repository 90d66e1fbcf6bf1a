import { library } from '@memstrata/scenarios/library';
import type { Command } from 'commander';
import { cSection } from '../demo/c-section.ts';
import { processSection } from '../demo/process-section.ts';
import { pythonSection } from '../demo/python-section.ts';
import { traceSection } from '../demo/trace-section.ts';
import type { Session } from '../session.ts';
import type { Terminal } from '../terminal.ts';

interface Section {
  readonly title: string;
  tell(terminal: Terminal): Promise<void>;
}

const SECTIONS: readonly Section[] = [
  {
    title: 'Make a prediction: one program, four fates',
    tell: (terminal) => pythonSection(library['four-fates'], terminal),
  },
  {
    title: 'Two objects that refer to each other',
    tell: (terminal) => pythonSection(library.ring, terminal),
  },
  { title: 'This process', tell: processSection },
  { title: 'A C program', tell: cSection },
  { title: 'A real program’s heap', tell: traceSection },
];

const WAYS_ON = `memstrata list            the scenarios
memstrata run ring        one of them, step by step (--lang zh: 简体中文)
memstrata quiz            asks before it shows, and names the misconceptions held
memstrata maps PID        the address space of a live process
memstrata elf FILE        sizes and segments of a program
memstrata verify          the real tools of this machine against the models`;

export function registerDemo(program: Command, session: Session): void {
  program
    .command('demo')
    .summary('the guided tour, on this machine’s own processes and interpreters')
    .description(
      'Shows each layer once on real input: the model’s answers beside those of the python3 and gcc ' +
        'found here, this very process, and the heap of a recorded program.',
    )
    .action(() => demo(session.terminal));
}

async function demo(terminal: Terminal): Promise<void> {
  const { colors } = terminal;
  for (const [index, { title, tell }] of SECTIONS.entries()) {
    terminal.line(colors.bold(colors.cyan(`${index + 1}. ${title}`)));
    terminal.line();
    await tell(terminal);
    terminal.line();
  }
  terminal.line(colors.bold('Ways on'));
  terminal.line();
  for (const line of WAYS_ON.split('\n')) terminal.line(`  ${line}`);
}
