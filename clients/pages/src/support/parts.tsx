/** How a ticket shows what it is: state, priority, late, each an icon with a word. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { ticketWords } from "./words/index.ts";
import { isLate, PRIORITY_ICONS, STATE_ICONS, type Priority, type State, type Ticket } from "./data.ts";

export function Badge({ icon, word, kind = "" }: { icon: IconName; word: string; kind?: string }) {
  return (
    <span class={kind ? `state ${kind}` : "state"}>
      <Icon name={icon} />
      {word}
    </span>
  );
}

export function StateBadge({ state }: { state: State }) {
  return <Badge icon={STATE_ICONS[state]} word={ticketWords.use().states[state]} />;
}

export function PriorityBadge({ priority }: { priority: Priority }) {
  return <Badge icon={PRIORITY_ICONS[priority]} word={ticketWords.use().priorities[priority]} />;
}

export function LateBadge({ of: ticket }: { of: Ticket }) {
  const texts = ticketWords.use();
  return isLate(ticket) ? <Badge icon="late" word={texts.late} kind="late" /> : null;
}

/** For a ticket or a text of an e-mail that could not be read in full. */
export function UnreadableBadge({ of: one }: { of: { is_unreadable: boolean } }) {
  const texts = ticketWords.use();
  return one.is_unreadable ? <Badge icon="warning" word={texts.unreadable} kind="late" /> : null;
}

interface StateChoiceProps {
  label: string;
  state: State;
  states: State[];
  off?: boolean;
  /** Columns say it by sight. */
  isLabelHidden?: boolean;
  choose: (state: State) => void;
}

/** A choice of states that counts with its button: keys run through a closed choice, and the reporter may be told. */
export function StateChoice({ label, state, states, off = false, isLabelHidden = false, choose }: StateChoiceProps) {
  const texts = ticketWords.use();
  const [chosen, setChosen] = useState(state);
  const list = useRef<HTMLSelectElement>(null);
  useEffect(() => setChosen(state), [state]);
  const apply = () => {
    list.current?.focus();
    choose(chosen);
  };
  const select = (
    <select
      ref={list}
      aria-label={isLabelHidden ? label : undefined}
      value={chosen}
      onChange={({ currentTarget: { value } }) => setChosen(value as State)}
    >
      {states.map((one) => (
        <option key={one} value={one} selected={one === chosen}>
          {texts.states[one]}
        </option>
      ))}
    </select>
  );
  return (
    <>
      {isLabelHidden ? (
        select
      ) : (
        <label>
          {label}
          {select}
        </label>
      )}
      {chosen === state ? null : (
        <Button off={off} onClick={apply}>
          {texts.changeState}
        </Button>
      )}
    </>
  );
}
