/** The shop: what coins buy. */

import { useRef, useState } from "preact/hooks";
import { ApiError, newId, type Answer } from "@talim/client";
import { describeError } from "../../errors.ts";
import { talim } from "../../talim.ts";
import { DialogButtons, Dialog } from "../../ui/dialog.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { getLanguage, useWords } from "../../words/index.ts";

type Item = Answer<"/gamification/shop/", "get">["results"][number];

/** Errors after which the item is not as the question says. */
const CHANGED_ITEM_CODES: string[] = ["price_changed", "sold_out", "not_found"];

/** A name in the user's language, else in any language that it has. */
export function translateName(names: Record<string, string>): string {
  return names[getLanguage()] || names["uz"] || Object.values(names).find(Boolean) || "";
}

export function Shop({ balance, onBought }: { balance: number; onBought: () => void }) {
  const words = useWords();
  const items = useLoad(
    async () => (await talim.api.get("/gamification/shop/", { query: { page_size: 50 } })).results,
    [],
  );
  const [chosen, setChosen] = useState<Item | null>(null);
  const handleBought = () => {
    setChosen(null);
    showNotice(words.coins.bought);
    items.reload();
    onBought();
  };
  const handleChangedItem = (error: ApiError) => {
    setChosen(null);
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
                const isSoldOut = item.stock === 0;
                const missingCoins = item.price - balance;
                return (
                  <li key={item.id}>
                    <span>
                      {translateName(item.name)}
                      <span class="quiet small">
                        {[
                          translateName(item.description),
                          item.stock === null || isSoldOut ? "" : words.coins.left(item.stock),
                        ]
                          .filter(Boolean)
                          .join(" · ")}
                      </span>
                    </span>
                    <b class="number">{words.coins.balance(item.price)}</b>
                    {isSoldOut || missingCoins > 0 ? (
                      <span class="quiet small">
                        {isSoldOut ? words.errors.sold_out : words.coins.missing(missingCoins)}
                      </span>
                    ) : (
                      <button type="button" onClick={() => setChosen(item)}>
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
      {chosen ? (
        <PurchaseDialog
          item={chosen}
          onBought={handleBought}
          onChangedItem={handleChangedItem}
          close={() => setChosen(null)}
        />
      ) : null}
    </section>
  );
}

interface PurchaseDialogProps {
  item: Item;
  onBought: () => void;
  onChangedItem: (error: ApiError) => void;
  close: () => void;
}

function PurchaseDialog({ item, onBought, onChangedItem, close }: PurchaseDialogProps) {
  const words = useWords();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const key = useRef(newId());
  const question = words.coins.sure(translateName(item.name), item.price);
  const buy = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const options = { path: { id: item.id }, body: { price: item.price }, idempotencyKey: key.current };
      await talim.api.post("/gamification/shop/{id}/redeem/", options);
      onBought();
    } catch (reason) {
      if (reason instanceof ApiError && CHANGED_ITEM_CODES.includes(reason.code)) return onChangedItem(reason);
      setError(() => reason);
      setBusy(false);
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
