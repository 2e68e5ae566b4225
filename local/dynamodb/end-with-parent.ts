// Ends the process whose id is the first argument as soon as the process that started this one has ended. The pipe on
// stdin then reaches its end, even after a crash or kill -9, when no handler would run.
process.stdin.resume().once('end', () => {
  try {
    process.kill(Number(process.argv[2]), 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
});
