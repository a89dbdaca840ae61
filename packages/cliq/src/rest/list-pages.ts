import { fail, type Result, succeed } from "./result.ts";

interface Page<T> {
  readonly data: readonly T[];
  readonly next_token: string | undefined;
}

/** 10,000 actions at 100 a page: far beyond any organisation, near enough to stop a loop. */
const mostPages = 100;

/** Collects all pages. A token that comes again, or pages without end, is an error and not a short list. */
export async function listPages<T>(readPage: (token: string | undefined) => Promise<Result<Page<T>>>): Promise<Result<readonly T[]>> {
  const items: T[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await readPage(token);
    if (!page.ok) return page;
    items.push(...page.value.data);
    token = page.value.next_token;
    if (token === undefined) return succeed(items);
    if (seen.has(token)) return endless("the list's next_token came a second time");
    seen.add(token);
  }
  return endless(`the list has more than ${mostPages} pages`);
}

function endless<T>(message: string): Result<T> {
  return fail({ operation: "list", kind: "protocol", status: 200, ambiguous: false, message });
}
