/** The way to a provider's page. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";

/** Leads to the page whose address `ask` finds out; nothing is asked before the tap. */
export function PayButton({ word, ask }: { word: string; ask: (back: string) => Promise<{ url: string }> }) {
  const words = useWords();
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);
  const led = useRef(false);
  useEffect(() => {
    /** A browser that keeps the page, or the provider's app, brings the person back to it as it was left. */
    const back = () => {
      if (!led.current || document.visibilityState !== "visible") return;
      led.current = false;
      wait(false);
    };
    addEventListener("pageshow", back);
    document.addEventListener("visibilitychange", back);
    return () => {
      removeEventListener("pageshow", back);
      document.removeEventListener("visibilitychange", back);
    };
  }, []);
  const pay = async () => {
    wait(true);
    fail(undefined);
    try {
      const address = await fetchCheckoutUrl(ask);
      led.current = true;
      location.assign(address);
    } catch (reason) {
      fail(() => reason);
      wait(false);
    }
  };
  return (
    <>
      <button type="button" class="main" disabled={busy} onClick={() => void pay()}>
        {busy ? words.loading : word}
      </button>
      {error ? <Problem error={error} /> : null}
    </>
  );
}

/** It leads back to where one is, where the centre's settings know this address, else to their own. */
async function fetchCheckoutUrl(ask: (back: string) => Promise<{ url: string }>): Promise<string> {
  try {
    return (await ask(location.href)).url;
  } catch (error) {
    if (error instanceof ApiError && "return_url" in error.fields) return (await ask("")).url;
    throw error;
  }
}
