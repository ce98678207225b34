/** Open a device on which a child signs in: this one, or another one that gets a link. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { usePersonPages } from "../../person-pages.ts";
import { useSignOutQuestion } from "../../sign-out.tsx";
import { signOut, talim, type Person } from "../../talim.ts";
import { PersonName } from "../../ui/avatar.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { useFormRequest } from "./form-request.ts";

const PERMISSION = "accounts.open_child_device";

/** Whether this user may open a device. */
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
  const texts = words.entry.opening;
  const [link, setLink] = useState<DeviceLink>();
  const { error, busy, run } = useFormRequest();
  const { ask, looking, question } = useSignOutQuestion(usePersonPages().findUnsentWork);
  const isMounted = useRef(true);
  useEffect(() => () => void (isMounted.current = false), []);
  const openDevice = async (): Promise<DeviceLink> => {
    const device = await talim.api.post("/auth/children/{id}/device/", { path: { id: child.id } });
    const address = new URL(`/app/child#token=${device.token}`, location.origin).href;
    return { address, minutes: Math.round(device.expires_in / 60) };
  };
  const openHere = async () => {
    if (!isMounted.current) return;
    const { address } = await openDevice();
    if (!isMounted.current) return;
    await signOut();
    location.assign(address);
  };
  const openThisDevice = () => ask(() => run(openHere));
  const createLink = () => run(async () => setLink(await openDevice()));
  return (
    <>
      <p>{texts.help(child.name)}</p>
      {hasNoChildSignIn(error) ? (
        <p role="alert">{texts.without(child.name)}</p>
      ) : error ? (
        <Problem error={error} />
      ) : null}
      {link ? (
        <DeviceLinkView link={link} />
      ) : (
        <div class="opening">
          <button
            type="button"
            class="main"
            disabled={busy || looking}
            onClick={openThisDevice}
            aria-describedby="here"
          >
            {texts.here}
          </button>
          <p id="here" class="quiet">
            {texts.hereHelp}
          </p>
          <button type="button" disabled={busy || looking} onClick={createLink}>
            {texts.there}
          </button>
          {question}
        </div>
      )}
    </>
  );
}

/** Shows these children. The chosen one gets a device. */
export function OpenDeviceList({ of, none }: { of: Child[]; none: string }) {
  const words = useWords();
  const [child, setChild] = useState<Child>();
  return (
    <>
      {of.length ? (
        <ul class="cards">
          {of.map((child) => (
            <li key={child.id}>
              <button type="button" class="card" onClick={() => setChild(child)}>
                <PersonName id={child.id} name={child.name} />
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p class="empty">{none}</p>
      )}
      {child ? (
        <Dialog label={words.entry.opening.title} close={() => setChild(undefined)}>
          <h2>{child.name}</h2>
          <OpenDevice child={child} />
          <button type="button" class="plain" onClick={() => setChild(undefined)}>
            {words.close}
          </button>
        </Dialog>
      ) : null}
    </>
  );
}

/** Whether the child has no code and pictures, or is no child. */
function hasNoChildSignIn(error: unknown): boolean {
  return error instanceof ApiError && ["conflict", "not_found"].includes(error.code);
}

function DeviceLinkView({ link }: { link: DeviceLink }) {
  const texts = useWords().entry.opening;
  const [message, setMessage] = useState("");
  const copy = () => {
    setMessage("");
    navigator.clipboard.writeText(link.address).then(
      () => setMessage(texts.copied),
      () => setMessage(texts.notCopied),
    );
  };
  return (
    <>
      <label for="link">{texts.link}</label>
      <div class="beside">
        <input id="link" readOnly value={link.address} onFocus={(event) => event.currentTarget.select()} />
        {"clipboard" in navigator ? (
          <button type="button" onClick={copy}>
            {texts.copy}
          </button>
        ) : null}
      </div>
      <div role="status">{message ? <p>{message}</p> : null}</div>
      <p role="status">{texts.linkHelp(link.minutes)}</p>
    </>
  );
}
