import type { Page } from "playwright-core";

/** Text on the page whose contrast with its background is below WCAG AA, as `text: ratio`. */
export async function findFaintText(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (canvas === null) throw new Error("no canvas");
    canvas.canvas.width = canvas.canvas.height = 1;
    /** What is seen when the colours are painted over each other, in order; few mixtures are on a page, many texts. */
    const seen = new Map<string, readonly number[]>();
    const paint = (colours: readonly string[]): readonly number[] => {
      const mixture = colours.join();
      const known = seen.get(mixture);
      if (known !== undefined) return known;
      canvas.clearRect(0, 0, 1, 1);
      for (const colour of colours) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      const rgb = Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
      seen.set(mixture, rgb);
      return rgb;
    };
    const luminance = (rgb: readonly number[]): number => {
      const [red = 0, green = 0, blue = 0] = rgb.map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ratio = (one: number, other: number): number => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

    const behind = new Map<Element, readonly string[]>();
    /** The backgrounds below an element's text, the lowest first. */
    const backgroundsOf = (element: Element): readonly string[] => {
      const known = behind.get(element);
      if (known !== undefined) return known;
      const below = element.parentElement === null ? [] : backgroundsOf(element.parentElement);
      const backgrounds = [...below, getComputedStyle(element).backgroundColor];
      behind.set(element, backgrounds);
      return backgrounds;
    };

    const faint: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? "";
      if (
        parent === null ||
        !/[\p{L}\p{N}]/u.test(text) ||
        !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      )
        continue;
      if (parent.closest(".visually-hidden, :disabled, noscript") !== null) continue;
      const backgrounds = backgroundsOf(parent);
      const { color, fontSize, fontWeight } = getComputedStyle(parent);
      const large = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700);
      const contrast = ratio(luminance(paint([...backgrounds, color])), luminance(paint(backgrounds)));
      if (contrast < (large ? 3 : 4.5)) faint.push(`${text.slice(0, 40)}: ${contrast.toFixed(2)}`);
    }
    return faint;
  });
}
