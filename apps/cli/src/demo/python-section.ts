/** A Python program: its question first, then the model's answers beside the interpreter's. */
import type { Scenario } from '@memstrata/scenarios';
import { statement } from '@memstrata/scenarios/source';
import { wrap } from '@memstrata/scenarios/view';
import type { Terminal } from '../terminal.ts';
import { defaultPython } from '../tools/pythons.ts';
import { isFound } from '../tools/tool.ts';
import { pythonStation } from '../verify/tool-chest.ts';
import { besideReality, realityOf, runOf } from './reality.ts';

export async function pythonSection(scenario: Scenario, terminal: Terminal): Promise<void> {
  const paragraph = (text: string): void => terminal.lines(wrap(text, terminal.columns));
  paragraph(terminal.colors.bold(scenario.question.en));
  terminal.line();
  for (const step of scenario.program) terminal.line(`    ${statement(step)}`);
  terminal.line();
  const python = await defaultPython(terminal.environment);
  const [station] = isFound(python) ? pythonStation(python) : [];
  const run = runOf(scenario, 'python', station?.machine);
  if (!run) return;
  const reality = await realityOf(scenario, run, station && isFound(python) ? python : undefined);
  if (!isFound(python)) terminal.line(`No python3 here: ${python.why}.`);
  terminal.lines(besideReality(run, reality));
  if (reality) paragraph(terminal.colors.dim(`real: ${reality.source}`));
  terminal.line();
  paragraph(scenario.answer.en);
}
