#!/usr/bin/env node
/** The process around the command: its streams, its signals, its exit status. */
import { codeOf } from './failure.ts';
import { run } from './program.ts';

/** What a shell reports for a writer whose reader has gone: 128 + SIGPIPE. */
const EXIT_PIPE_CLOSED = 141;
/** 128 + SIGINT. */
const EXIT_INTERRUPTED = 130;

const { stdin, stdout, stderr, env } = process;

for (const stream of [stdout, stderr])
  stream.on('error', (error) => {
    process.exit(codeOf(error) === 'EPIPE' ? EXIT_PIPE_CLOSED : 1);
  });

process.on('SIGINT', () => {
  if (stderr.isTTY) stderr.write('\n');
  process.exit(EXIT_INTERRUPTED);
});

// Not process.exit: what is still buffered for a pipe must arrive.
process.exitCode = await run(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  environment: env,
});
