/** Messages of one group: chosen together by channel, or one by one when it is unfolded. */

import { useWords } from "../words/index.ts";
import { CHANNELS, countGroup, isEnabled, setGroupPreference, setPreference, type Channel, type MessageLine, type Preferences } from "./preferences.ts";

interface WishGroupProps {
  title: string;
  lines: MessageLine[];
  telegram: Preferences["telegram"];
  edited: Preferences["preferences"];
  edit: (edited: Preferences["preferences"]) => void;
}

export function WishGroup({ title, lines, telegram, edited, edit }: WishGroupProps) {
  const texts = useWords().parent;
  if (!lines.length) return null;
  const counts = CHANNELS.map((channel) => ({ channel, ...countGroup(lines, channel, edited) })).filter(({ offered }) => offered);
  const obstacle = telegram === "linked" ? "" : texts.telegramStates[telegram];
  const isClosed = (channel: Channel) => channel === "telegram" && obstacle !== "";
  const nameChannel = (channel: Channel) => (isClosed(channel) ? `${texts.channel[channel]}: ${obstacle}` : texts.channel[channel]);
  return (
    <section class="wish-group" aria-label={title}>
      <h2>{title}</h2>
      <div class="ticks" role="group" aria-label={title}>
        {counts.map(({ channel, wanted, offered }) => (
          <Tick
            key={channel}
            word={nameChannel(channel)}
            on={!isClosed(channel) && wanted === offered}
            some={!isClosed(channel) && wanted > 0 && wanted < offered}
            fixed={isClosed(channel)}
            set={(on) => edit(setGroupPreference(lines, channel, on, edited))}
          />
        ))}
      </div>
      <details>
        <summary>{texts.oneByOne(lines.length)}</summary>
        {lines.map((line) => (
          <div class="ticks" role="group" aria-label={line.title} key={line.type}>
            <p>{line.title}</p>
            {CHANNELS.map((channel) => {
              const cell = line.channels.find((other) => other.channel === channel);
              return cell?.offered ? (
                <Tick
                  key={channel}
                  word={nameChannel(channel)}
                  on={!isClosed(channel) && isEnabled(line.type, cell, edited)}
                  fixed={cell.fixed || isClosed(channel)}
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
    <label class="tick">
      <input type="checkbox" checked={on} indeterminate={some} disabled={fixed} onChange={(event) => set(event.currentTarget.checked)} />
      {word}
    </label>
  );
}
