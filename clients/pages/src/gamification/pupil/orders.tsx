/** What the pupil bought with coins: waiting for it, got it, or given back. */

import { useEffect } from "preact/hooks";
import { formatDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useEvents } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";
import { ownWords } from "../../pupil/own/words/index.ts";
import { translateName } from "./shop.tsx";

const ICONS: Record<string, IconName> = { requested: "clock", handed_over: "good", cancelled: "close" };
const EVENTS = ["coins.changed", "notification.created"] as const;
const MAX_ORDERS = 50;

interface Props {
  me: Person;
  /** How often something was bought on this page. */
  bought: number;
  onCancelled: () => void;
}

export function OwnOrders({ me, bought, onCancelled }: Props) {
  const words = useWords();
  const texts = ownWords.use();
  const orders = useLoad(
    async () => (await talim.api.get("/gamification/redemptions/", { query: { page_size: MAX_ORDERS } })).results,
    [],
  );
  useEvents(talim.realtime.own, EVENTS, orders.reload);
  useEffect(() => {
    if (bought) orders.reload();
  }, [bought]);
  const handleCancelled = () => {
    showNotice(texts.coinsBack);
    orders.reload();
    onCancelled();
  };
  return (
    <section aria-labelledby="orders">
      <h2 id="orders">{texts.orders}</h2>
      <Loading of={orders}>
        {(all) =>
          all.length ? (
            <ul class="rows roomy">
              {all.map(({ id, name, price, state, reason, created_at: at }) => (
                <li key={id}>
                  <span>
                    {translateName(name)}
                    <span class="quiet small">
                      {[words.coins.balance(price), formatDay(at, me.zone, words), reason].filter(Boolean).join(" · ")}
                    </span>
                    <span class="state small">
                      <Icon name={ICONS[state] ?? "clock"} />
                      {texts.orderState[state] ?? state}
                    </span>
                  </span>
                  {state === "requested" ? (
                    <ActButton
                      word={texts.giveBack}
                      act={() =>
                        talim.api.post("/gamification/redemptions/{id}/cancel/", { path: { id }, body: { reason: "" } })
                      }
                      onDone={handleCancelled}
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.noOrders}</p>
          )
        }
      </Loading>
    </section>
  );
}
