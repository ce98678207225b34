/** What holds of every page, whoever looks at it: nothing hangs out at the side or is cut in the bar, targets can be hit, axe finds nothing. */

import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

/** WCAG 2.2, 2.5.8. */
const LEAST_TARGET = 24;
const ALL = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
/** Those of them that colours decide: the others find the same in the dark. */
export const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const GRAVE = ["serious", "critical"];

/** What hangs out at the side, by the words in it. */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    if (scrollWidth <= innerWidth) return [];
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const out = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 0.5 && !scrolls(element.parentElement),
    );
    const named = out.map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 40)}`);
    return [`${scrollWidth} px wide on ${innerWidth} px: ${named.slice(-3).join(" | ")}`];
  });
}

/** Words of the bar that have not the room which they need. */
export function cutWords(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("nav a > span:not(.count)")]
      .filter((word) => word.scrollWidth > word.clientWidth)
      .map((word) => `the bar cuts “${word.textContent}”: ${word.clientWidth} of ${word.scrollWidth} px`),
  );
}

/** Headings, and words on controls and marks, that have not the room which they need. */
export function cutControls(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        "main :is(h1, h2, h3, button, a, summary, label, legend, .state, .chip)",
      ),
    ]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.clientWidth > 1)
      .filter(
        (element) => getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1,
      )
      .map(
        (element) =>
          `cut: ${element.tagName} “${element.innerText.slice(0, 60)}”: ${element.clientWidth} of ${element.scrollWidth} px`,
      ),
  );
}

/** Targets that are too small to hit; a link within a sentence has the sentence's height. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const all = [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary")];
    const result: string[] = [];
    for (const element of all) {
      const target = element.closest("label") ?? element;
      const { width, height } = target.getBoundingClientRect();
      const hidden = !element.checkVisibility({ visibilityProperty: true }) || width <= 1;
      const inSentence =
        element.tagName === "A" &&
        getComputedStyle(element).display === "inline" &&
        element.parentElement?.textContent?.trim() !== element.textContent?.trim();
      if (hidden || inSentence || (width >= least && height >= least)) continue;
      result.push(
        `${Math.round(width)} × ${Math.round(height)} px: ${element.tagName} “${element.innerText || element.id}”`,
      );
    }
    return result;
  }, LEAST_TARGET);
}

let source: Promise<string> | undefined;

/** What axe finds that is serious or critical. Its script comes by the debugger, past the page's own policy. */
export async function barriers(page: Page, rules = ALL): Promise<string[]> {
  source ??= readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const session = await page.context().newCDPSession(page);
  const run = async (expression: string): Promise<unknown> => {
    const messages = { expression, awaitPromise: true, returnByValue: true, allowUnsafeEvalBlockedByCSP: true };
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", messages);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  if (!(await run(`"axe" in window`))) await run(await source);
  const options = { runOnly: rules, resultTypes: ["violations"] };
  const text = await run(
    `axe.run(document, ${JSON.stringify(options)}).then((found) => JSON.stringify(found.violations))`,
  );
  await session.detach();
  const violations = JSON.parse(String(text)) as {
    id: string;
    impact: string;
    nodes: { target: string[]; failureSummary: string }[];
  }[];
  return violations
    .filter(({ impact }) => GRAVE.includes(impact))
    .flatMap(({ id, impact, nodes }) =>
      nodes.map((node) => `${id} (${impact}) at ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`),
    );
}
