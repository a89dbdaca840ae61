const others =
  /^(?:For help, see: https:\/\/nodejs|Debugger (?:attached|ending)|Waiting for the debugger to disconnect)/u;

/** What Node says of its debugger, which is no line of the function's: the address once it listens, or an empty text. */
export function readDebuggerLine(line: string): string | undefined {
  const [, address] = /^Debugger listening on (ws:\S+)$/u.exec(line) ?? [];
  return address ?? (others.test(line) ? "" : undefined);
}
