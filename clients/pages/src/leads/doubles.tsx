/** Leads that may be the same person; a double goes into this lead. */

import { formatDay, formatPhone } from "../format.ts";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { hasPermission } from "../office/permissions.ts";
import type { LeadProps } from "./data.ts";
import { LeadState } from "./parts.tsx";

export function Doubles({ lead, me, onChanged, version }: LeadProps & { version: number }) {
  const words = useWords();
  const texts = leadsWords.use();
  const found = useLoad(() => talim.api.get("/leads/{id}/doubles/", { path: { id: lead.id } }), [lead.id, version]);
  return (
    <Loading of={found}>
      {({ doubles }) =>
        doubles.length ? (
          <ul class="cards lead-cards">
            {doubles.map(({ lead: double, reasons, is_sure: isSure }) => (
              <li key={double.id} class="card">
                <Link to={`leads/${double.id}`}>
                  <strong>{double.name}</strong>
                </Link>
                <span class="state">
                  <Icon name={isSure ? "good" : "warning"} />
                  {[isSure ? texts.sure : "", ...reasons.map((reason) => texts.reasons[reason])]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
                <LeadState lead={double} />
                <span class="quiet">
                  {[...double.phones.map(formatPhone), formatDay(double.created_at, me.zone, words)].join(" · ")}
                </span>
                {hasPermission(me, "leads.work") && lead.branch.id === double.branch.id ? (
                  <ActButton
                    word={texts.merge}
                    question={<p>{texts.mergeSure(double.name, lead.name)}</p>}
                    act={() =>
                      talim.api.post("/leads/{id}/merge/", { path: { id: lead.id }, body: { double: double.id } })
                    }
                    onDone={(kept) => {
                      showNotice(texts.merged);
                      onChanged(kept);
                    }}
                  />
                ) : null}
              </li>
            ))}
          </ul>
        ) : (
          <p class="quiet">{texts.noDoubles}</p>
        )
      }
    </Loading>
  );
}
