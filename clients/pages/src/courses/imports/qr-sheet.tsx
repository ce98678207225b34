/** QR codes of a group, to print on A4: a card with a link for each person who has no account. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { Problem } from "../../ui/problem.tsx";
import { QrImage } from "../../ui/qr-image.tsx";
import { useWords } from "../../words/index.ts";
import { useFormRequest } from "../../accounts/entry/form-request.ts";

type Sheet = Answer<"/auth/activation-links/sheet/", "post">;

export function QrSheetPage({ values }: PageProps) {
  const words = useWords();
  const texts = words.office.qr;
  const [sheet, setSheet] = useState<Sheet>();
  const { error, busy, run } = useFormRequest();
  const create = () =>
    run(async () =>
      setSheet(await talim.api.post("/auth/activation-links/sheet/", { body: { group: values["group"] ?? "" } })),
    );
  return (
    <>
      <div class="no-print">
        <p>
          <Link to="imports">← {words.office.imports}</Link>
        </p>
        <h1>{texts.title}</h1>
        <p>{texts.help}</p>
        {error ? <Problem error={error} /> : null}
        {!sheet ? (
          <button type="button" class="main" disabled={busy} onClick={create}>
            {busy ? words.loading : texts.create}
          </button>
        ) : sheet.cards.length ? (
          <button type="button" class="main" onClick={() => print()}>
            {texts.print}
          </button>
        ) : (
          <p class="empty">{texts.nobody}</p>
        )}
      </div>
      {sheet ? <Cards sheet={sheet} /> : null}
    </>
  );
}

function Cards({ sheet }: { sheet: Sheet }) {
  return (
    <ul class="qr-cards">
      {sheet.cards.map((card) => (
        <li key={card.person.id} lang={card.language}>
          <QrImage svg={card.qr} />
          <div>
            <strong>{card.person.full_name}</strong>
            <p>
              {card.pupils
                .filter(({ id }) => id !== card.person.id)
                .map((pupil) => pupil.full_name)
                .join(", ")}
            </p>
            <p>
              {sheet.centre} · {sheet.group.name}
            </p>
            <p>{card.text}</p>
            <p>{card.until}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
