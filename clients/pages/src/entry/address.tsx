/** Proving that an address is one's own: by the link of a letter, or by a code that is asked for here. */

import { ApiError } from "@talim/client";
import { talim } from "../talim.ts";
import { useWords } from "../words/index.ts";
import { removePendingSignUp, getSignUpTicket, getPendingSignUp, toContactAddress, type ContactAddress } from "./pending-sign-up.ts";
import { useLinkToken } from "./link-token.ts";
import { RequestCodeForm, ConfirmCodeForm, keepDigits, DoneNotice } from "./form-parts.tsx";
import { readFormField } from "./form-request.ts";

export function VerifyAddressPage() {
  const words = useWords();
  const { token, asked, done, ask, anew, finish } = useLinkToken();
  const prove = async (event: SubmitEvent) => {
    if (asked) {
      const way = toContactAddress(asked.login);
      await verifyAddress({ ...way, code: keepDigits(readFormField(event, "code")) }, getSignUpTicket(way));
    } else {
      await verifyAddress({ token }, getPendingSignUp()?.ticket);
    }
    finish();
  };
  if (done) return <DoneNotice text={words.entry.addressProved} />;
  if (!token && !asked) return <RequestCodeForm send={resendCode} asked={ask} />;
  // A link waits for a tap, because programs that look through letters open their links.
  return (
    <ConfirmCodeForm asked={asked} word={words.entry.confirm} hint={words.entry.elsewhere} confirm={prove} anew={anew}>
      {asked ? null : <p>{words.entry.addressHelp}</p>}
    </ConfirmCodeForm>
  );
}

function resendCode(login: string): Promise<{ expires_in: number }> {
  const way = toContactAddress(login);
  const ticket = getSignUpTicket(way);
  return talim.api.post("/auth/verify-email/resend/", { body: ticket ? { ...way, ticket } : way });
}

/** Of the sign-up that was begun on this device, else of somebody whom the centre knows. */
async function verifyAddress(proof: { token: string } | (ContactAddress & { code: string }), ticket: string | undefined): Promise<void> {
  const tried = ticket ? talim.api.post("/auth/verify-email/", { body: { ...proof, ticket } }) : undefined;
  if (tried && (await tried.then(() => true, isWrongCode))) return removePendingSignUp();
  await talim.api.post("/auth/verify-email/", { body: proof });
}

/** False for a link or code that is not of this sign-up; what else went wrong goes on. */
function isWrongCode(error: unknown): false {
  if (error instanceof ApiError && error.code === "invalid") return false;
  throw error;
}
