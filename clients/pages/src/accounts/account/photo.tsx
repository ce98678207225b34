/** The own photo, as the teacher and the office see it. */

import { useState } from "preact/hooks";
import { loadPerson, talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { checkReadable, clearFileField } from "../../ui/file.ts";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { accountWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";

export function Photo({ me }: { me: Person }) {
  const words = useWords();
  const texts = accountWords.use();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await talim.api.put("/auth/users/me/avatar/", { form: { file: await checkReadable(file) } });
      await loadPerson();
      showNotice(words.form.saved);
    } catch (reason) {
      setError(() => reason);
    } finally {
      setBusy(false);
    }
  };
  const initials = `${me.first_name.charAt(0)}${me.last_name.charAt(0)}`;
  return (
    <section class="card own-photo">
      <h2 class="unseen">{texts.photo}</h2>
      {me.avatar ? (
        <img src={me.avatar} alt={texts.photo} width="96" height="96" />
      ) : (
        <span aria-hidden="true">{initials}</span>
      )}
      <div>
        <label class="file-button" aria-disabled={busy}>
          <input
            type="file"
            class="unseen"
            accept="image/jpeg,image/png,image/webp,image/gif"
            onClick={clearFileField}
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
          {busy ? words.loading : me.avatar ? texts.otherPhoto : texts.addPhoto}
        </label>
        {me.avatar ? (
          <ActButton
            word={texts.removePhoto}
            class="plain"
            act={() => talim.api.delete("/auth/users/me/avatar/")}
            onDone={() => void loadPerson()}
          />
        ) : null}
        <p class="quiet">{texts.photoHelp}</p>
        {error ? <Problem error={error} here={{ consent_missing: texts.photoConsent }} /> : null}
      </div>
    </section>
  );
}
