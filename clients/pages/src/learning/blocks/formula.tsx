/** A formula, drawn by KaTeX, which comes with the first formula. */

import { useEffect, useRef, useState } from "preact/hooks";
import sheet from "sheet:katex/dist/katex.css";
import { addSheet } from "../../ui/sheets.ts";
import type { BlockOf } from "./block-types.ts";

async function loadKatex() {
  const [{ default: katex }] = await Promise.all([import("katex"), addSheet(new URL(sheet, import.meta.url).href)]);
  return katex;
}

/** What cannot be read as a formula, or is not here without a network, is shown as it was typed. */
export function Formula({ latex }: { latex: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  useEffect(() => {
    let left = false;
    const draw = () =>
      void loadKatex()
        .then((katex) => {
          if (left || !place.current) return;
          katex.render(latex, place.current, {
            displayMode: true,
            throwOnError: true,
            trust: false,
            maxExpand: 200,
            maxSize: 20,
          });
          setIsDrawn(true);
        })
        .catch(() => left || setIsDrawn(false));
    draw();
    addEventListener("online", draw);
    return () => {
      left = true;
      removeEventListener("online", draw);
    };
  }, [latex]);
  return (
    <>
      <div ref={place} class="formula" tabIndex={0} role="math" aria-label={latex} hidden={!isDrawn} />
      {isDrawn ? null : <code>{latex}</code>}
    </>
  );
}

export function FormulaBlock({ block: { latex, caption } }: { block: BlockOf<"formula"> }) {
  return (
    <figure>
      <Formula latex={latex} />
      {caption ? <figcaption>{caption}</figcaption> : null}
    </figure>
  );
}
