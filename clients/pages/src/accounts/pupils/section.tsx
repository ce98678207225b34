/** What the sections of a card share: they load when opened, and say how a person stands. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { pupilsWords } from "./words/index.ts";

export type User = Answer<"/auth/users/{id}/", "get">;
export type Facts = Answer<"/auth/users/{id}/facts/", "get">;
export type Membership = NonNullable<Facts["memberships"]>[number];

interface Named {
  first_name: string;
  last_name: string;
  patronymic?: string;
}

export function getFullName({ first_name, last_name }: Named): string {
  return [first_name, last_name].filter(Boolean).join(" ");
}

/** A part of the card; what is in it is made, and loads, when it is opened. */
export function Section({
  title,
  open = false,
  children,
}: {
  title: string;
  open?: boolean;
  children: ComponentChildren;
}) {
  const [isOpen, setIsOpen] = useState(open);
  return (
    <details class="card-part" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <h3>{title}</h3>
      </summary>
      {isOpen ? <div class="card-part-body">{children}</div> : null}
    </details>
  );
}

const STATE_ICONS: Record<User["status"], IconName> = { active: "good", pending: "clock", off: "close" };

export function PersonState({ status }: { status: User["status"] }) {
  const texts = pupilsWords.use();
  return (
    <span class="state">
      <Icon name={STATE_ICONS[status]} />
      {texts.states[status]}
    </span>
  );
}

const MEMBERSHIP_ICONS: Record<string, IconName> = { active: "good", trial: "clock", lead: "eye", frozen: "pause" };

export function MembershipState({ status }: { status: string }) {
  const texts = pupilsWords.use();
  return (
    <span class="state">
      <Icon name={MEMBERSHIP_ICONS[status] ?? "stop"} />
      {texts.membership[status] ?? status}
    </span>
  );
}

/** A part that is closed until its button is pressed, for the forms of a card. */
export function Opening({ word, children }: { word: string; children: (close: () => void) => ComponentChildren }) {
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen) return <div class="opening-form">{children(() => setIsOpen(false))}</div>;
  return (
    <button type="button" onClick={() => setIsOpen(true)}>
      {word}
    </button>
  );
}
