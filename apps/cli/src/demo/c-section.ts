/** A C program, compiled and run on the spot: the model beside gcc's answers, then where its own things lie. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { library } from '@memstrata/scenarios/library';
import { wrap } from '@memstrata/scenarios/view';
import { drawAddressSpace } from '../address-space-drawing.ts';
import { drawnMappings, readMaps } from '../process-maps.ts';
import type { Terminal } from '../terminal.ts';
import { runProgram } from '../tools/executables.ts';
import { findTool, isFound } from '../tools/tool.ts';
import { printSizes } from './process-section.ts';
import { besideReality, realityOf, runOf } from './reality.ts';

export async function cSection(terminal: Terminal): Promise<void> {
  const scenario = library['malloc-split'];
  const paragraph = (text: string): void => terminal.lines(wrap(text, terminal.columns));
  paragraph(scenario.question.en);
  const run = runOf(scenario, 'gcc');
  if (!run) return;
  const gcc = await findTool('gcc', terminal.environment);
  const reality = await realityOf(scenario, run, isFound(gcc) ? gcc : undefined);
  terminal.line();
  if (!isFound(gcc)) terminal.line(`No gcc here: ${gcc.why}.`);
  terminal.lines(besideReality(run, reality));
  if (reality) paragraph(terminal.colors.dim(`real: ${reality.source}`));
  if (isFound(gcc)) await layoutOf(terminal, gcc.path);
}

/** A program with one thing in each segment, which prints its own map. */
const SOURCE = `#include <stdio.h>
#include <stdlib.h>

int initialised[1000] = {1};
int zeroed[100000];

int main(void) {
    char line[4096];
    FILE *maps = fopen("/proc/self/maps", "r");
    if (!maps || !malloc(24)) return 1;
    while (fgets(line, sizeof line, maps)) fputs(line, stdout);
    return initialised[0] + zeroed[0] - 1;
}
`;

async function layoutOf(terminal: Terminal, gcc: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'memstrata-'));
  try {
    const [source, program, maps] = ['a.c', 'a.out', 'maps'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(source, SOURCE);
    const compiled = await runProgram(gcc, ['-O0', '-o', program, source]);
    const printed = compiled.status === 0 ? await runProgram(program, []) : compiled;
    terminal.line();
    if (printed.status !== 0) {
      terminal.line(`The layout of a compiled program is not to be had here: ${printed.stderr}`);
      return;
    }
    writeFileSync(maps, printed.stdout);
    terminal.line('And where a C program compiled just now lies:');
    const mappings = drawnMappings(await readMaps(maps)).map((mapping) => ({
      ...mapping,
      name: mapping.name.replace(`${folder}/`, ''),
    }));
    terminal.lines(drawAddressSpace(mappings, terminal));
    terminal.line();
    await printSizes(terminal, program, 'a.out');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
