/** Proving that an address is one's own: by the link of a letter, or by a code that is asked for here. */

import { ApiError } from "@talim/client";
import { talim } from "../talim.ts";
import { useWords } from "../words/index.ts";
import { drop, ticketOf, waiting, wayOf, type Way } from "./begun.ts";
import { useLetter } from "./letter.ts";
import { Ask, Confirm, digits, Done } from "./parts.tsx";
import { typed } from "./work.ts";

export function AddressPage() {
  const words = useWords();
  const { token, asked, done, ask, anew, finish } = useLetter();
  const prove = async (event: SubmitEvent) => {
    if (asked) {
      const way = wayOf(asked.login);
      await proven({ ...way, code: digits(typed(event, "code")) }, ticketOf(way));
    } else {
      await proven({ token }, waiting()?.ticket);
    }
    finish();
  };
  if (done) return <Done text={words.entry.addressProved} />;
  if (!token && !asked) return <Ask send={resent} asked={ask} />;
  // A link waits for a tap, because programs that look through letters open their links.
  return (
    <Confirm asked={asked} word={words.entry.confirm} hint={words.entry.elsewhere} confirm={prove} anew={anew}>
      {asked ? null : <p>{words.entry.addressHelp}</p>}
    </Confirm>
  );
}

function resent(login: string): Promise<{ expires_in: number }> {
  const way = wayOf(login);
  const ticket = ticketOf(way);
  return talim.api.post("/auth/verify-email/resend/", { body: ticket ? { ...way, ticket } : way });
}

/** Of the sign-up that was begun on this device, else of somebody whom the centre knows. */
async function proven(proof: { token: string } | (Way & { code: string }), ticket: string | undefined): Promise<void> {
  const tried = ticket ? talim.api.post("/auth/verify-email/", { body: { ...proof, ticket } }) : undefined;
  if (tried && (await tried.then(() => true, refused))) return drop();
  await talim.api.post("/auth/verify-email/", { body: proof });
}

/** False for a link or code that is not of this sign-up; what else went wrong goes on. */
function refused(error: unknown): false {
  if (error instanceof ApiError && error.code === "invalid") return false;
  throw error;
}
