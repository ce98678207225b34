/** Prints something else than the page that is seen, on the paper of this device. */

import { render, type ComponentChild } from "preact";
import { saveItem, storage } from "../../talim.ts";

export const PAPERS = ["58", "80", "a4"] as const;
export type Paper = (typeof PAPERS)[number];

const KEY = "talim.paper";
const BOX = "print-box";

/** What the printer beside this device takes; chosen once. */
export function getPaper(): Paper {
  const kept = storage.getItem(KEY);
  return PAPERS.find((paper) => paper === kept) ?? "80";
}

export function choosePaper(paper: Paper): void {
  saveItem(KEY, paper);
}

/** It stays ready behind the page until the browser says that printing is over. */
export async function printNode(node: ComponentChild, paper: Paper): Promise<void> {
  const box = document.getElementById(BOX) ?? document.body.appendChild(document.createElement("div"));
  box.id = BOX;
  box.className = `paper-${paper}`;
  render(node, box);
  document.body.classList.add("prints-box");
  await Promise.allSettled([...box.querySelectorAll("img")].map((picture) => picture.decode()));
  print();
}

addEventListener("afterprint", () => {
  document.body.classList.remove("prints-box");
  const box = document.getElementById(BOX);
  if (!box) return;
  render(null, box);
  box.remove();
});
