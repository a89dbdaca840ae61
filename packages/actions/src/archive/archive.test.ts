import { join } from "node:path";
import { describeInBrowser } from "@cliq-actions/simulator/testing/describe-in-browser";
import { expect, test } from "vitest";

/** More than one file of an archive may have. */
const tooLarge = { name: "recording.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(21 * 1_048_576) };
const small = { name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") };

await describeInBrowser(
  "archive messages on the page",
  ({ booted, visit }) => {
    test("five of them with two files, one of which is too large, and the reply comes late", async (context) => {
      const { page, message } = await visit(context);
      for (const file of [small, tooLarge]) {
        await page.getByLabel("File to attach").setInputFiles(file);
        await message(file.name).waitFor();
      }
      const { simulation } = booted();
      const [scott] = simulation.state().people;
      for (const words of ["First of all", "Second", "Third and last"]) simulation.say(scott?.id ?? "", words);
      await message("Third and last").waitFor();
      await message("First of all").locator(".markup").click({ button: "right" });
      await page.getByRole("menuitem", { name: /^Select/u }).click();
      for (const text of ["Second", "Third and last", small.name, tooLarge.name])
        await message(text).locator(".markup, .file").last().click();
      await page.getByRole("button", { name: "Actions" }).click();
      await page.getByRole("menuitem", { name: "Archive" }).click();

      await page.getByText("Archiving 5 messages. You will hear when it is done.").first().waitFor();
      const late = page.locator("article").filter({ hasText: "Archived 5 messages" }).last();
      await late.waitFor();
      const words = await late.innerText();
      expect(words).toContain("The transcript is in the archive, without recording.mp4 (too large).");
      expect(words).toMatch(/Files\s+1 of 2/u);
    });
  },
  join(import.meta.dirname, ".."),
);
