/** A device is opened for a child to sign in on: this one, or another that gets a link. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { usePersonPages } from "../person-pages.ts";
import { useSignOutQuestion } from "../sign-out.tsx";
import { signOut, talim, type Person } from "../talim.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { useFormRequest } from "./form-request.ts";

const PERMISSION = "accounts.open_child_device";

/** Whether this person may open one at all. */
export function canOpenDevice(me: Pick<Person, "permissions">): boolean {
  return me.permissions.includes(PERMISSION);
}

interface DeviceLink {
  address: string;
  minutes: number;
}

interface Child {
  id: string;
  name: string;
}

export function OpenDevice({ child }: { child: Child }) {
  const words = useWords();
  const w = words.entry.opening;
  const [link, make] = useState<DeviceLink>();
  const { error, busy, begin } = useFormRequest();
  const { ask, looking, question } = useSignOutQuestion(usePersonPages().findUnsentWork);
  const wanted = useRef(true);
  useEffect(() => () => void (wanted.current = false), []);
  const open = async (): Promise<DeviceLink> => {
    const opened = await talim.api.post("/auth/children/{id}/device/", { path: { id: child.id } });
    const address = new URL(`/app/child#token=${opened.token}`, location.origin).href;
    return { address, minutes: Math.round(opened.expires_in / 60) };
  };
  const openHere = async () => {
    if (!wanted.current) return;
    const { address } = await open();
    if (!wanted.current) return;
    await signOut();
    location.assign(address);
  };
  const here = () => ask(() => begin(openHere));
  const there = () => begin(async () => make(await open()));
  return (
    <>
      <p>{w.help(child.name)}</p>
      {hasNoChildSignIn(error) ? <p role="alert">{w.without(child.name)}</p> : error ? <Problem error={error} /> : null}
      {link ? (
        <DeviceLinkView link={link} />
      ) : (
        <div class="opening">
          <button type="button" class="main" disabled={busy || looking} onClick={here} aria-describedby="here">
            {w.here}
          </button>
          <p id="here" class="quiet">
            {w.hereHelp}
          </p>
          <button type="button" disabled={busy || looking} onClick={there}>
            {w.there}
          </button>
          {question}
        </div>
      )}
    </>
  );
}

/** Of these children one is chosen, and opened a device for. */
export function OpenDeviceList({ of, none }: { of: Child[]; none: string }) {
  const words = useWords();
  const [child, open] = useState<Child>();
  return (
    <>
      {of.length ? (
        <ul class="cards">
          {of.map((child) => (
            <li key={child.id}>
              <button type="button" class="card" onClick={() => open(child)}>
                {child.name}
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p class="empty">{none}</p>
      )}
      {child ? (
        <Dialog label={words.entry.opening.title} close={() => open(undefined)}>
          <h2>{child.name}</h2>
          <OpenDevice child={child} />
          <button type="button" class="plain" onClick={() => open(undefined)}>
            {words.close}
          </button>
        </Dialog>
      ) : null}
    </>
  );
}

/** Who has no code and pictures, or is no child at all. */
function hasNoChildSignIn(error: unknown): boolean {
  return error instanceof ApiError && ["conflict", "not_found"].includes(error.code);
}

function DeviceLinkView({ link }: { link: DeviceLink }) {
  const w = useWords().entry.opening;
  const [became, say] = useState("");
  const copy = () => {
    say("");
    navigator.clipboard.writeText(link.address).then(
      () => say(w.copied),
      () => say(w.notCopied),
    );
  };
  return (
    <>
      <label for="link">{w.link}</label>
      <div class="beside">
        <input id="link" readOnly value={link.address} onFocus={(event) => event.currentTarget.select()} />
        {"clipboard" in navigator ? (
          <button type="button" onClick={copy}>
            {w.copy}
          </button>
        ) : null}
      </div>
      <div role="status">{became ? <p>{became}</p> : null}</div>
      <p role="status">{w.linkHelp(link.minutes)}</p>
    </>
  );
}
