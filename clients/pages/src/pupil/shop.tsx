/** What coins buy. */

import { useRef, useState } from "preact/hooks";
import { ApiError, newId, type Answer } from "@talim/client";
import { troubleOf } from "../errors.ts";
import { talim } from "../talim.ts";
import { Answers, Dialog } from "../ui/dialog.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { tell } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { language, useWords } from "../words/index.ts";

type Item = Answer<"/gamification/shop/", "get">["results"][number];

/** The item is not what the question says any more. */
const OTHERWISE: string[] = ["price_changed", "sold_out", "not_found"];

/** A name in the reader's language, else in one that it has. */
export function named(names: Record<string, string>): string {
  return names[language()] || names["uz"] || Object.values(names).find(Boolean) || "";
}

export function Shop({ balance, bought }: { balance: number; bought: () => void }) {
  const words = useWords();
  const items = useLoad(
    async () => (await talim.api.get("/gamification/shop/", { query: { page_size: 50 } })).results,
    [],
  );
  const [chosen, choose] = useState<Item | null>(null);
  const done = () => {
    choose(null);
    tell(words.coins.bought);
    items.again();
    bought();
  };
  const otherwise = (error: ApiError) => {
    choose(null);
    tell(troubleOf(error, words).text);
    items.again();
  };
  return (
    <section aria-labelledby="shop">
      <h2 id="shop">{words.coins.shop}</h2>
      <Loading of={items}>
        {(all) =>
          all.length ? (
            <ul class="rows">
              {all.map((item) => {
                const none = item.stock === 0;
                const short = item.price - balance;
                return (
                  <li key={item.id}>
                    <span>
                      {named(item.name)}
                      <span class="quiet small">
                        {[named(item.description), item.stock === null || none ? "" : words.coins.left(item.stock)]
                          .filter(Boolean)
                          .join(" · ")}
                      </span>
                    </span>
                    <b class="number">{words.coins.balance(item.price)}</b>
                    {none || short > 0 ? (
                      <span class="quiet small">{none ? words.errors.sold_out : words.coins.missing(short)}</span>
                    ) : (
                      <button type="button" onClick={() => choose(item)}>
                        {words.coins.buy}
                      </button>
                    )}
                  </li>
                );
              })}
            </ul>
          ) : (
            <p class="empty">{words.coins.emptyShop}</p>
          )
        }
      </Loading>
      {chosen ? <Question item={chosen} done={done} otherwise={otherwise} close={() => choose(null)} /> : null}
    </section>
  );
}

interface QuestionProps {
  item: Item;
  done: () => void;
  otherwise: (error: ApiError) => void;
  close: () => void;
}

function Question({ item, done, otherwise, close }: QuestionProps) {
  const words = useWords();
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);
  const key = useRef(newId());
  const question = words.coins.sure(named(item.name), item.price);
  const buy = async () => {
    wait(true);
    fail(undefined);
    try {
      const options = { path: { id: item.id }, body: { price: item.price }, idempotencyKey: key.current };
      await talim.api.post("/gamification/shop/{id}/redeem/", options);
      done();
    } catch (reason) {
      if (reason instanceof ApiError && OTHERWISE.includes(reason.code)) return otherwise(reason);
      fail(() => reason);
      wait(false);
    }
  };
  return (
    <Dialog label={question} close={close}>
      <p>{question}</p>
      {error ? <Problem error={error} /> : null}
      <Answers word={words.coins.buy} busy={busy} main go={() => void buy()} close={close} />
    </Dialog>
  );
}
