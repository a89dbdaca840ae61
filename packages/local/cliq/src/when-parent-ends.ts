const pollMs = 500;

/** Calls `then` once the process that started this one is gone, however it ended. It keeps nothing running by itself. */
export function whenParentEnds(then: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    // An orphan gets another parent; on Windows it keeps the id of the one it had.
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(timer);
    then();
  }, pollMs);
  timer.unref();
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process lives as well.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
