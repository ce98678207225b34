/** Who follows an adult pupil as a guardian, until the pupil ends it. */

import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { accountWords } from "./words/index.ts";

export function Guardians() {
  const texts = accountWords.use();
  const guardians = useLoad(
    async () => (await talim.api.get("/auth/users/me/guardians/", { query: { page_size: 100 } })).results,
    [],
  );
  if (guardians.error) return <Problem error={guardians.error} again={guardians.reload} />;
  if (!guardians.value?.length) return null;
  return (
    <section class="card">
      <h2>{texts.guardians}</h2>
      <p class="quiet">{texts.guardiansHelp}</p>
      <ul class="devices">
        {guardians.value.map(({ id, parent }) => (
          <li key={id}>
            <strong>{parent.full_name}</strong>
            <ActButton
              word={texts.endGuardian}
              question={<p>{texts.endGuardianSure(parent.full_name)}</p>}
              act={() => talim.api.delete("/auth/users/me/guardians/{id}/", { path: { id } })}
              onDone={() => {
                showNotice(texts.guardianEnded(parent.full_name));
                guardians.reload();
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
