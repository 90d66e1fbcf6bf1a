// What Stryker is given: a checker that lets the drawn mutants through, a reporter that tells what became of each.
import { readFileSync } from 'node:fs';
import { CheckStatus } from '@stryker-mutator/api/check';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { keyOf } from './mutants.mjs';

const NOT_DRAWN = 'not drawn';

/** Whether a mutant of Stryker's results was tried. */
export const wasDrawn = ({ statusReason }) => statusReason !== NOT_DRAWN;

class DrawnChecker {
  #drawn = new Set(JSON.parse(readFileSync(process.env.MEMSTRATA_DRAWN, 'utf8')));

  async init() {}

  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, this.#resultOf(mutant)]));
  }

  #resultOf(mutant) {
    if (this.#drawn.has(keyOf(process.cwd(), mutant))) return { status: CheckStatus.Passed };
    return { status: CheckStatus.CompileError, reason: NOT_DRAWN };
  }
}

class DrawnReporter {
  #tried = 0;

  onMutantTested(result) {
    if (!wasDrawn(result)) return;
    const { status, fileName, location, replacement, killedBy = [] } = result;
    const at = `${fileName}:${location.start.line}`;
    process.stdout.write(`${++this.#tried} ${status} ${at} ${replacement} ${killedBy[0] ?? ''}\n`);
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.Checker, 'drawn', DrawnChecker),
  declareClassPlugin(PluginKind.Reporter, 'drawn', DrawnReporter),
];
