/** The way out: at once where nothing of this person's waits to be sent, else after a question. */

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { navigate } from "./router.tsx";
import { signOut, person, type Person } from "./talim.ts";
import { Dialog } from "./ui/dialog.tsx";
import { useWords, type Words } from "./words/index.ts";

/** What is here and not with the server: the sentence for it, and the page that sends it. */
export interface UnsentWork {
  describe: (words: Words) => string;
  page: string;
  /** It lies in this open page only. */
  inMemory?: boolean;
}

/** How long (ms) a device may take to find it. */
const LOOKUP_TIMEOUT_MS = 3_000;

/** Looks for it. */
type FindUnsentWork = (me: Person) => Promise<UnsentWork | undefined> | undefined;

export interface SignOutQuestion {
  /** Do what signs out who is here: at once, or once they have said yes. */
  ask: (work: () => void) => void;
  /** It is being looked whether there is something to ask. */
  looking: boolean;
  /** Stands on the page. */
  question: ComponentChildren;
}

/** For all that signs somebody out, on purpose or by letting another person in. */
export function useSignOutQuestion(look: FindUnsentWork | undefined): SignOutQuestion {
  const words = useWords();
  const w = words.leaving;
  const [unsent, setUnsent] = useState<{ left: UnsentWork; work: () => void }>();
  const [looking, setLooking] = useState(false);
  const agreed = useRef(false);
  const close = () => setUnsent(undefined);
  const ask = (work: () => void) => {
    const me = person.get();
    if (!me || agreed.current) return work();
    setLooking(true);
    const late = new Promise<undefined>((give) => setTimeout(give, LOOKUP_TIMEOUT_MS, undefined));
    void Promise.race([look?.(me)?.catch(() => undefined), late]).then((left) => {
      setLooking(false);
      if (left) setUnsent({ left, work });
      else work();
    });
  };
  const anyway = () => {
    agreed.current = true;
    close();
    unsent?.work();
  };
  /** Once the question is gone: it gives the focus back to the button. */
  const send = (page: string) => {
    close();
    setTimeout(() => navigate(page));
  };
  const question = unsent ? (
    <Dialog label={unsent.left.describe(words)} close={close}>
      <p>
        <strong>{unsent.left.describe(words)}</strong>
      </p>
      <p>{unsent.left.inMemory ? w.inMemory : w.help}</p>
      <div class="buttons">
        <button type="button" class="main" onClick={() => send(unsent.left.page)}>
          {w.first}
        </button>
        <button type="button" onClick={anyway}>
          {w.anyway}
        </button>
      </div>
    </Dialog>
  ) : null;
  return { ask, looking, question };
}

export function SignOutButton({ me, look }: { me: Person; look: FindUnsentWork | undefined }) {
  const words = useWords();
  const { ask, looking, question } = useSignOutQuestion(look);
  const [leaving, setLeaving] = useState(false);
  const busy = looking || leaving;
  const out = () => {
    setLeaving(true);
    void signOut();
  };
  return (
    <>
      <button type="button" class="plain" aria-disabled={busy} onClick={() => busy || ask(out)}>
        {busy ? words.loading : `${words.leave} · ${me.first_name}`}
      </button>
      {question}
    </>
  );
}
