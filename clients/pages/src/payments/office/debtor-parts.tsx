/** A debtor in a row: where they are called, and what they promised. */

import type { Answer } from "@talim/client";
import { formatDate, formatMoney, formatPhone } from "../../format.ts";
import { Link } from "../../router.tsx";
import type { Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";

export type Debtor = Answer<"/payments/debtors/", "get">["results"][number];

interface PhonesProps {
  debtor: Debtor;
  /** Only the first number, and how many more there are. */
  first?: boolean;
}

/** A way to their card where no number is known. None for somebody who may not see people. */
export function Phones({ debtor: { phones, student }, first = false }: PhonesProps) {
  const words = useWords();
  if (!phones) return null;
  if (!phones.length) return <Link to={`pupils/${student.id}`}>{words.office.noPhone}</Link>;
  const shown = first ? phones.slice(0, 1) : phones;
  return (
    <>
      {shown.map((entry) => (
        <div key={entry.id}>
          <a href={`tel:${entry.phone}`}>{formatPhone(entry.phone)}</a>
          {phones.length > shown.length ? <span class="quiet"> +{phones.length - shown.length}</span> : null}
          {entry.of === "guardian" ? <div class="quiet">{entry.full_name}</div> : null}
        </div>
      ))}
    </>
  );
}

export function Promised({ debtor: { promise }, me }: { debtor: Debtor; me: Person }) {
  const words = useWords();
  if (!promise) return null;
  const broken = promise.state === "broken";
  const state = broken || promise.state === "kept" ? words.office.promised[promise.state as "kept"] : "";
  return (
    <span class={broken ? "state warn" : "state"}>
      <Icon name={broken ? "warning" : promise.state === "kept" ? "good" : "clock"} />
      {[formatDate(promise.on, me.zone, words), promise.amount ? formatMoney(promise.amount, words) : "", state]
        .filter(Boolean)
        .join(", ")}
    </span>
  );
}
