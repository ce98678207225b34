/** People in a list on a phone: face, name and one figure in a line; the rest opens on a tap. */

import type { ComponentChildren } from "preact";
import { PersonName } from "./avatar.tsx";

export interface CompactRow {
  id: string;
  name: string;
  figure: ComponentChildren;
  rest: ComponentChildren;
}

/** `figure` names what stands at the end of each line. */
export function CompactRows({ label, figure, rows }: { label: string; figure: string; rows: CompactRow[] }) {
  return (
    <>
      <p class="quiet small compact-head" aria-hidden="true">
        {figure}
      </p>
      <ul class="compact" aria-label={label}>
        {rows.map((row) => (
          <li key={row.id}>
            <details>
              <summary>
                <PersonName id={row.id} name={row.name} />
                <b class="number">
                  <span class="unseen">{figure}: </span>
                  {row.figure}
                </b>
              </summary>
              {row.rest}
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}
