import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openBrowser } from "./open-browser.ts";

test.skipIf(process.platform === "win32")(
  "the address goes to the program that opens it; where there is none or it fails, a sentence says so",
  async ({ onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), "open-"));
    const path = process.env["PATH"];
    onTestFinished(async () => {
      process.env["PATH"] = path;
      await rm(folder, { recursive: true });
    });
    const said: string[] = [];
    const url = "http://127.0.0.1:4000";
    process.env["PATH"] = folder;
    openBrowser(url, (line) => said.push(line), "linux");
    await vi.waitFor(() => expect(said).toEqual([`  xdg-open opens no browser here: open ${url} yourself.`]), 20_000);

    const opener = join(folder, "xdg-open");
    await writeFile(opener, `#!/bin/sh\necho "$1" > ${folder}/opened\n`);
    await chmod(opener, 0o755);
    openBrowser(url, (line) => said.push(line), "linux");
    await vi.waitFor(async () => expect(await readFile(join(folder, "opened"), "utf8")).toBe(`${url}\n`), 20_000);
    await writeFile(opener, "#!/bin/sh\nexit 3\n");
    openBrowser(url, (line) => said.push(line), "linux");
    await vi.waitFor(() => expect(said).toHaveLength(2), 20_000);
  },
);
