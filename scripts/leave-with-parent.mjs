// Preloaded into what a script starts: when the script dies without a word (kill -9), the pipe between the two
// closes, and this process ends the way it would on SIGTERM. Nothing is left running.
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  // The pipe alone must not keep a finished process alive.
  process.channel.unref()
}
