/** The way out: at once where nothing of this person's waits to be sent, else after a question. */

import { useState } from "preact/hooks";
import { go } from "./router.tsx";
import { leave, type Person } from "./talim.ts";
import { Dialog } from "./ui/dialog.tsx";
import { useWords, type Words } from "./words/index.ts";

/** What is here and not with the server: the sentence for it, and the page that sends it. */
export interface Left {
  said: (words: Words) => string;
  page: string;
  /** It lies in this open page only. */
  inMemory?: boolean;
}

/** How long (ms) a device may take to find it. */
const PATIENCE_MS = 3_000;

interface Props {
  me: Person;
  /** Looks for it. */
  look: ((me: Person) => Promise<Left | undefined>) | undefined;
}

export function SignOut({ me, look }: Props) {
  const words = useWords();
  const w = words.leaving;
  const [left, ask] = useState<Left>();
  const [busy, wait] = useState(false);
  const close = () => ask(undefined);
  const end = async () => {
    wait(true);
    await leave();
  };
  const out = async () => {
    wait(true);
    const late = new Promise<undefined>((give) => setTimeout(give, PATIENCE_MS, undefined));
    const found = await Promise.race([look?.(me).catch(() => undefined), late]);
    if (!found) return leave();
    ask(found);
    return wait(false);
  };
  /** Once the question is gone: it gives the focus back to the button. */
  const send = (page: string) => {
    close();
    setTimeout(() => go(page));
  };
  return (
    <>
      <button type="button" class="plain" aria-disabled={busy} onClick={() => busy || void out()}>
        {busy ? words.loading : `${words.leave} · ${me.first_name}`}
      </button>
      {left ? (
        <Dialog label={left.said(words)} close={close}>
          <p>
            <strong>{left.said(words)}</strong>
          </p>
          <p>{left.inMemory ? w.inMemory : w.help}</p>
          <div class="buttons">
            <button type="button" class="main" onClick={() => send(left.page)}>
              {w.first}
            </button>
            <button type="button" disabled={busy} onClick={() => void end()}>
              {busy ? words.loading : w.anyway}
            </button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
