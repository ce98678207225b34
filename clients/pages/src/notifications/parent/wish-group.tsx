/** Messages of one group: chosen together by channel, or one by one when it is unfolded. */

import { Icon } from "../../ui/icon.tsx";
import { useWords, type Words } from "../../words/index.ts";
import {
  CHANNELS,
  countWanted,
  findObstacle,
  findReach,
  isBlocked,
  isEnabled,
  listCells,
  setGroupPreference,
  setPreference,
  type Channel,
  type MessageLine,
  type PreferenceCell,
  type Preferences,
} from "./preferences.ts";

/** So many titles of messages that come nowhere are said. */
const MOST_TITLES = 3;

interface WishGroupProps {
  title: string;
  lines: MessageLine[];
  edited: Preferences["preferences"];
  edit: (edited: Preferences["preferences"]) => void;
}

export function WishGroup({ title, lines, edited, edit }: WishGroupProps) {
  const texts = useWords().parent;
  if (!lines.length) return null;
  return (
    <section class="wish-group" aria-label={title}>
      <h2>{title}</h2>
      <div class="ticks" role="group" aria-label={title}>
        {CHANNELS.map((channel) => (
          <GroupTick key={channel} channel={channel} lines={lines} edited={edited} edit={edit} />
        ))}
      </div>
      <Reach lines={lines} edited={edited} />
      <details>
        <summary>{texts.oneByOne(lines.length)}</summary>
        {lines.map((line) => (
          <div class="ticks" role="group" aria-label={line.title} key={line.type}>
            <p>{line.title}</p>
            {CHANNELS.map((channel) => {
              const cell = line.channels.find((other) => other.channel === channel);
              return cell && (cell.offered || cell.fixed) && !isBlocked(cell) ? (
                <Tick
                  key={channel}
                  word={texts.channel[channel]}
                  on={isEnabled(line.type, cell, edited)}
                  fixed={cell.fixed}
                  set={(on) => edit(setPreference(line.type, cell, on, edited))}
                />
              ) : null;
            })}
          </div>
        ))}
      </details>
    </section>
  );
}

/** All messages of the group on one channel. What the centre does not send at all is said once, above the groups. */
function GroupTick({ channel, lines, edited, edit }: Omit<WishGroupProps, "title"> & { channel: Channel }) {
  const texts = useWords().parent;
  const cells = listCells(lines, channel);
  const obstacle = findObstacle(lines, channel);
  const name = texts.channel[channel];
  const { wanted, choices } = countWanted(lines, channel, edited);
  const none = () => undefined;
  if (!cells.length || obstacle === "not_set_up") return null;
  if (obstacle) return <Tick word={`${name}: ${nameObstacle(channel, obstacle, texts)}`} on={false} fixed set={none} />;
  if (!choices) return <Tick word={`${name}: ${texts.always}`} on fixed set={none} />;
  const open = cells.filter(({ cell }) => !isBlocked(cell));
  const scope =
    open.length === lines.length
      ? ""
      : open.length === 1
        ? texts.onlyOne(open[0]?.title ?? "")
        : texts.ofAll(open.length, lines.length);
  return (
    <Tick
      word={scope ? `${name}: ${scope}` : name}
      on={wanted === choices}
      some={wanted > 0 && wanted < choices}
      set={(on) => edit(setGroupPreference(lines, channel, on, edited))}
    />
  );
}

/** What comes nowhere, or only into the app, with these wishes: said before they are saved. */
function Reach({ lines, edited }: Pick<WishGroupProps, "lines" | "edited">) {
  const texts = useWords().parent;
  const reaches = lines.map((line) => ({ title: line.title, reach: findReach(line, edited) }));
  const nowhere = reaches.filter(({ reach }) => reach === "nowhere").map(({ title }) => title);
  const here = reaches.filter(({ reach }) => reach === "here").length;
  return (
    <div role="status">
      {nowhere.length ? (
        <p class="state warn">
          <Icon name="warning" />
          <span>
            {texts.nowhere(nowhere.slice(0, MOST_TITLES).join(", "), Math.max(0, nowhere.length - MOST_TITLES))}
          </span>
        </p>
      ) : null}
      {here ? <p class="quiet small">{texts.onlyHere(here, lines.length)}</p> : null}
    </div>
  );
}

/** Why nothing can come by this channel. */
export function nameObstacle(
  channel: Channel,
  obstacle: NonNullable<PreferenceCell["obstacle"]>,
  texts: Words["parent"],
): string {
  const known: Partial<Record<string, Partial<Record<string, string>>>> = texts.obstacles;
  return known[channel]?.[obstacle] ?? texts.noWay;
}

interface TickProps {
  word: string;
  on: boolean;
  /** Of several, not all are on. */
  some?: boolean;
  fixed?: boolean;
  set: (on: boolean) => void;
}

function Tick({ word, on, some = false, fixed = false, set }: TickProps) {
  return (
    <label class={fixed ? "tick quiet" : "tick"}>
      <input
        type="checkbox"
        checked={on}
        indeterminate={some}
        disabled={fixed}
        onChange={(event) => set(event.currentTarget.checked)}
      />
      {word}
    </label>
  );
}
