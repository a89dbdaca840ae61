import { enableCompileCache } from "node:module";

// What was compiled once is not compiled again: a verb starts in half the time.
enableCompileCache();
const { cliqProgram } = await import("./program.ts");
await cliqProgram().parseAsync();
