// For programs that print tables: when the reader of the output has gone (`… | head`), there is nothing left to do.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
