/** A QR code that came as a drawing; the pages' policy lets it in as an object of this page only. */

import { useEffect, useMemo } from "preact/hooks";

export function QrImage({ svg, label = "", class: name }: { svg: string; label?: string; class?: string }) {
  const url = useMemo(() => URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" })), [svg]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img src={url} alt={label} class={name} />;
}
