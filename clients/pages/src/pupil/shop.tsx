/** What coins buy. */

import { useRef, useState } from "preact/hooks";
import { ApiError, newId, type Answer } from "@talim/client";
import { describeError } from "../errors.ts";
import { talim } from "../talim.ts";
import { DialogButtons, Dialog } from "../ui/dialog.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { getLanguage, useWords } from "../words/index.ts";

type Item = Answer<"/gamification/shop/", "get">["results"][number];

/** The item is not what the question says any more. */
const CHANGED_ITEM_CODES: string[] = ["price_changed", "sold_out", "not_found"];

/** A name in the reader's language, else in one that it has. */
export function translateName(names: Record<string, string>): string {
  return names[getLanguage()] || names["uz"] || Object.values(names).find(Boolean) || "";
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
    showNotice(words.coins.bought);
    items.reload();
    bought();
  };
  const otherwise = (error: ApiError) => {
    choose(null);
    showNotice(describeError(error, words).text);
    items.reload();
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
                      {translateName(item.name)}
                      <span class="quiet small">
                        {[translateName(item.description), item.stock === null || none ? "" : words.coins.left(item.stock)]
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
      {chosen ? <PurchaseDialog item={chosen} done={done} otherwise={otherwise} close={() => choose(null)} /> : null}
    </section>
  );
}

interface PurchaseDialogProps {
  item: Item;
  done: () => void;
  otherwise: (error: ApiError) => void;
  close: () => void;
}

function PurchaseDialog({ item, done, otherwise, close }: PurchaseDialogProps) {
  const words = useWords();
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);
  const key = useRef(newId());
  const question = words.coins.sure(translateName(item.name), item.price);
  const buy = async () => {
    wait(true);
    fail(undefined);
    try {
      const options = { path: { id: item.id }, body: { price: item.price }, idempotencyKey: key.current };
      await talim.api.post("/gamification/shop/{id}/redeem/", options);
      done();
    } catch (reason) {
      if (reason instanceof ApiError && CHANGED_ITEM_CODES.includes(reason.code)) return otherwise(reason);
      fail(() => reason);
      wait(false);
    }
  };
  return (
    <Dialog label={question} close={close}>
      <p>{question}</p>
      {error ? <Problem error={error} /> : null}
      <DialogButtons word={words.coins.buy} busy={busy} main go={() => void buy()} close={close} />
    </Dialog>
  );
}
