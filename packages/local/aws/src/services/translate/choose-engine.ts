import { connectApertium, findApertium } from "./apertium-engine.ts";
import type { TranslateEngine } from "./engine.ts";
import { pseudoEngine } from "./pseudo-engine.ts";

/** Apertium where `APERTIUM_URL` points, else the installed program, else the pseudo-translation. */
export async function chooseEngine(): Promise<TranslateEngine> {
  const url = process.env["APERTIUM_URL"];
  if (url) return connectApertium(url);
  return (await findApertium()) ?? pseudoEngine;
}
