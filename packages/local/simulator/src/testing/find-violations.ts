import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe-core finds against WCAG 2.2 AA and its own best practice, as `rule: element`. */
export async function findViolations(page: Page): Promise<string[]> {
  // As text, for the page allows scripts of its own only.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ["violations"],
      rules: { "label-content-name-mismatch": { enabled: true } },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ""}`.trim()),
    );
  });
}
