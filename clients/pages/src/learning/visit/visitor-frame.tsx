/** What stands around a page of a course for somebody without an account. */

import type { ComponentChildren } from "preact";
import { CentreBrand } from "../../frame/centre-brand.tsx";
import { LanguageSwitch } from "../../ui/languages.tsx";

export function VisitorFrame({ children }: { children: ComponentChildren }) {
  return (
    <main class="entry visited" id="content" tabIndex={-1}>
      <CentreBrand large />
      {children}
      <LanguageSwitch />
    </main>
  );
}
