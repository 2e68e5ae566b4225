// Ends the process whose id is the first argument as soon as the process that started this one is gone, however it
// went: the pipe on stdin then reaches its end, also after a crash or kill -9, where no handler would run.
process.stdin.resume().once('end', () => {
  try {
    process.kill(Number(process.argv[2]), 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
});
