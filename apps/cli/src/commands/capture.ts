import { CAPTURE_SCRIPT } from '@memstrata/gengc/snapshot';
import type { Command } from 'commander';
import type { Session } from '../session.ts';

export function registerCapture(program: Command, session: Session): void {
  program
    .command('capture')
    .summary('print the script that captures a Python heap')
    .description(
      'Prints capture.py: standard library only, CPython 3.6 and later. It writes types, counts, ' +
        'generations, sizes and references of a running program, never values.',
    )
    .addHelpText(
      'after',
      `
From a leaking process to what keeps most alive, and to what holds it:
  memstrata capture > capture.py
  python3 -c 'import app, capture; capture.write("heap.jsonl.gz", names=True)'
  memstrata snapshot heap.jsonl.gz --dominators
  memstrata snapshot heap.jsonl.gz --holders app.Node

From 3.14 on, python3 capture.py PID FILE captures another process.`,
    )
    .action(() => session.terminal.print(CAPTURE_SCRIPT));
}
