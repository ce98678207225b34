/** Verify an e-mail or phone: by the link in the e-mail, or by a code that this page requests. */

import { ApiError } from "@talim/client";
import { useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { useWords } from "../../words/index.ts";
import {
  removePendingSignUp,
  getSignUpTicket,
  getPendingSignUp,
  toContactAddress,
  type ContactAddress,
} from "./pending-sign-up.ts";
import { useLinkToken } from "./link-token.ts";
import { RequestCodeForm, ConfirmCodeForm, keepDigits, DoneNotice } from "./form-parts.tsx";
import { readFormField } from "./form-request.ts";

export function VerifyAddressPage() {
  const words = useWords();
  const { token, sentCode, done, setSentCode, startAgain, finish } = useLinkToken();
  const [next] = useState(() => getPendingSignUp()?.next ?? "");
  const confirm = async (event: SubmitEvent) => {
    if (sentCode) {
      const address = toContactAddress(sentCode.login);
      await verifyAddress({ ...address, code: keepDigits(readFormField(event, "code")) }, getSignUpTicket(address));
    } else {
      await verifyAddress({ token }, getPendingSignUp()?.ticket);
    }
    finish();
  };
  if (done) return <DoneNotice text={words.entry.addressProved} next={next} />;
  if (!token && !sentCode) return <RequestCodeForm send={resendCode} onSent={setSentCode} />;
  // A link waits for a tap, because programs that scan e-mails open their links.
  return (
    <ConfirmCodeForm
      sentCode={sentCode}
      word={words.entry.confirm}
      hint={words.entry.elsewhere}
      confirm={confirm}
      startAgain={startAgain}
    >
      {sentCode ? null : <p>{words.entry.addressHelp}</p>}
    </ConfirmCodeForm>
  );
}

function resendCode(login: string): Promise<{ expires_in: number }> {
  const address = toContactAddress(login);
  const ticket = getSignUpTicket(address);
  return talim.api.post("/auth/verify-email/resend/", { body: ticket ? { ...address, ticket } : address });
}

/** Tries the sign-up that began on this device first, then the account of a known user. */
async function verifyAddress(
  proof: { token: string } | (ContactAddress & { code: string }),
  ticket: string | undefined,
): Promise<void> {
  const verification = ticket ? talim.api.post("/auth/verify-email/", { body: { ...proof, ticket } }) : undefined;
  if (verification && (await verification.then(() => true, isWrongCode))) return removePendingSignUp();
  await talim.api.post("/auth/verify-email/", { body: proof });
}

/** False for a link or code of another sign-up. Other errors are thrown again. */
function isWrongCode(error: unknown): false {
  if (error instanceof ApiError && error.code === "invalid") return false;
  throw error;
}
