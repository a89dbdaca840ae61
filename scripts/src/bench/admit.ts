import { clickOf } from "./clicks.ts";
import type { Contender } from "./contenders.ts";
import type { WarmProcess } from "./warm-process.ts";

/** Words of the click that an answer tells nothing of when the work behind it failed. */
const failures = /try again|went wrong|could not|is not answering/i;

/**
 * Why a contender may not take part: it must answer an authentic click, and refuse a tampered one and one whose body is
 * cut off, whoever sent it. Undefined for one that may.
 */
export async function refusalOf(
  { scheme, slug, kind }: Pick<Contender, "scheme" | "slug" | "kind">,
  process: Pick<WarmProcess, "ask">,
): Promise<string | undefined> {
  const good = await process.ask(clickOf(scheme, slug));
  if (good.status !== 200) return `answers an authentic click with ${good.status}: ${good.body.slice(0, 200)}`;
  if (failures.test(good.body)) return `answers with a failure: ${good.body.slice(0, 200)}`;
  if (kind === "bare") return undefined;
  for (const wrong of ["tampered", "broken"] as const) {
    const { status } = await process.ask(clickOf(scheme, slug, wrong));
    if (status < 400) return `answers a ${wrong} click with ${status}`;
  }
  return undefined;
}
