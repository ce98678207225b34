"use client";

import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";

export function SignIn() {
  const router = useRouter();
  const [ticket, setTicket] = useState<string>();
  const [errorText, setErrorText] = useState("");

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    const body = JSON.stringify(ticket ? { ...fields, mfa_ticket: ticket } : fields);
    const response = await fetch("/api/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    });
    const result = (await response.json()) as { detail?: string; mfa_ticket?: string };
    setErrorText(response.ok ? "" : (result.detail ?? "It did not work."));
    if (result.mfa_ticket) setTicket(result.mfa_ticket);
    else if (response.ok) router.refresh();
  }

  return (
    <form onSubmit={submit}>
      <h1>Sign in</h1>
      {ticket ? (
        <p>
          <label>
            Code of your authenticator app{" "}
            <input key="code" name="code" inputMode="numeric" autoComplete="one-time-code" required />
          </label>
        </p>
      ) : (
        <>
          <p>
            <label>
              E-mail or phone <input name="login" autoComplete="username" required />
            </label>
          </p>
          <p>
            <label>
              Password <input name="password" type="password" autoComplete="current-password" required />
            </label>
          </p>
        </>
      )}
      <button>Go on</button>
      <p role="alert">{errorText}</p>
    </form>
  );
}
