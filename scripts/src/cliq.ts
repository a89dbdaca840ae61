import { cliqProgram } from "./program.ts";

await cliqProgram().parseAsync();
