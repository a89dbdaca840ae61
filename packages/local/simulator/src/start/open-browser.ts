import { spawn } from "node:child_process";

/** Opens an address in the person's browser; where this machine has nothing that does, `say` gets the sentence. */
export function openBrowser(url: string, say: (line: string) => void, platform = process.platform): void {
  const [program, ...args] =
    platform === "darwin" ? ["open"] : platform === "win32" ? ["cmd", "/c", "start", '""'] : ["xdg-open"];
  const refuse = (): void => say(`  ${program} opens no browser here: open ${url} yourself.`);
  const opener = spawn(program ?? "", [...args, url], { stdio: "ignore", detached: true });
  opener.once("error", refuse);
  opener.once("exit", (code) => void (code !== 0 && code !== null && refuse()));
  opener.unref();
}
