/** The button that leads to a provider's page. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { useCentre } from "../../centre.ts";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";

/** Opens the page whose address `fetchCheckout` returns; nothing is requested before the tap. */
export function PayButton({
  word,
  fetchCheckout,
}: {
  word: string;
  fetchCheckout: (handleReturn: string) => Promise<{ url: string }>;
}) {
  const words = useWords();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const hasLeft = useRef(false);
  useEffect(() => {
    /** A browser may restore the page as it was left, with the button still disabled. */
    const handleReturn = () => {
      if (!hasLeft.current || document.visibilityState !== "visible") return;
      hasLeft.current = false;
      setBusy(false);
    };
    addEventListener("pageshow", handleReturn);
    document.addEventListener("visibilitychange", handleReturn);
    return () => {
      removeEventListener("pageshow", handleReturn);
      document.removeEventListener("visibilitychange", handleReturn);
    };
  }, []);
  const pay = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const address = await fetchCheckoutUrl(fetchCheckout);
      hasLeft.current = true;
      location.assign(address);
    } catch (reason) {
      setError(() => reason);
      setBusy(false);
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

/** Whether Payme is set up here: for single payments, or for money onto a balance. Not before that is known. */
export function usePayme(what: "payments" | "top_ups"): boolean {
  return useCentre()?.pay_online[what].includes("payme") ?? false;
}

/** The provider returns to this page if the centre's settings allow the address, else to their own. */
async function fetchCheckoutUrl(fetchCheckout: (back: string) => Promise<{ url: string }>): Promise<string> {
  try {
    return (await fetchCheckout(location.href)).url;
  } catch (error) {
    if (error instanceof ApiError && "return_url" in error.fields) return (await fetchCheckout("")).url;
    throw error;
  }
}
