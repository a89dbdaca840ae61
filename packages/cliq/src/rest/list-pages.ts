import type { Operation } from "./operations.ts";
import { fail, type Result, succeed } from "./result.ts";

interface Page<T> {
  readonly data: readonly T[];
  readonly next_token: string | undefined;
}

/** 10,000 actions at 100 a page, 5,000 functions at 50: far beyond any organisation, near enough to stop a loop. */
const mostPages = 100;

/** Collects all pages. A token that comes again, or pages without end, is an error and not a short list. */
export async function listPages<T>(
  operation: Operation,
  readPage: (token: string | undefined) => Promise<Result<Page<T>>>,
): Promise<Result<readonly T[]>> {
  const items: T[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await readPage(token);
    if (!page.ok) return page;
    items.push(...page.value.data);
    token = page.value.next_token;
    if (token === undefined) return succeed(items);
    if (seen.has(token)) return endless(operation, "the list's next_token came a second time");
    seen.add(token);
  }
  return endless(operation, `the list has more than ${mostPages} pages`);
}

/** The path of one page; without a token, of the first. */
export function toPagePath(base: string, limit: number, token: string | undefined): string {
  const query = new URLSearchParams({ limit: String(limit), ...(token === undefined ? {} : { next_token: token }) });
  return `${base}?${query.toString()}`;
}

function endless<T>(operation: Operation, message: string): Result<T> {
  return fail({ operation, kind: "protocol", status: 200, ambiguous: false, isJson: true, message });
}
