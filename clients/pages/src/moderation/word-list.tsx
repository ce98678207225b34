/** Words that texts may not have: of each language, with what happens to a text that has one. */

import { useState } from "preact/hooks";
import { fetchNewestOfPages } from "../pupil/newest.ts";
import { talim } from "../talim.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { removeWithUndo } from "../forums/data.ts";
import { moderationWords } from "./words/index.ts";
import { getLanguage } from "../words/index.ts";
import type { BlockedWord } from "./data.ts";

const PAGE_SIZE = 50;

export function WordList() {
  const texts = moderationWords.use();
  const [limit, setLimit] = useState(PAGE_SIZE);
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState<string>();
  const [hidden, setHidden] = useState<string[]>([]);
  const [error, setError] = useState<unknown>();
  const loaded = useLoad(
    () =>
      fetchNewestOfPages(limit, (page, page_size) =>
        talim.api.get("/moderation/words/", { query: { page, page_size, ...(search ? { search } : {}) } }),
      ),
    [limit, search],
  );
  const saved = () => {
    setOpened(undefined);
    showNotice(texts.saved);
    loaded.reload();
  };
  const remove = ({ id }: BlockedWord) =>
    removeWithUndo({
      words: texts,
      hide: () => setHidden((all) => [...all, id]),
      show: () => setHidden((all) => all.filter((other) => other !== id)),
      act: () => talim.api.delete("/moderation/words/{id}/", { path: { id } }).then(loaded.reload),
      onFail: (reason) => setError(() => reason),
    });
  return (
    <>
      {opened === "new" ? (
        <WordForm onDone={saved} close={() => setOpened(undefined)} />
      ) : (
        <p>
          <button type="button" class="main" onClick={() => setOpened("new")}>
            {texts.add}
          </button>
        </p>
      )}
      <label>
        {texts.search}
        <input
          type="search"
          value={search}
          maxLength={60}
          onInput={({ currentTarget: { value } }) => setSearch(value)}
        />
      </label>
      {error ? <Problem error={error} /> : null}
      <Loading of={loaded}>
        {({ results, more: hasMore }) => (
          <>
            <ul class="rows">
              {results
                .filter(({ id }) => !hidden.includes(id))
                .map((row) => (
                  <li key={row.id} data-testid="word">
                    {opened === row.id ? (
                      <WordForm word={row} onDone={saved} close={() => setOpened(undefined)} />
                    ) : (
                      <>
                        <b>{row.word}</b>{" "}
                        <span class="quiet">{`${texts.languages[row.language]} · ${texts.effects[row.effect]}`}</span>
                        <div class="buttons">
                          <Button off={false} onClick={() => setOpened(row.id)}>
                            {texts.change(row.word)}
                          </Button>
                          <Button off={false} onClick={() => remove(row)}>
                            {texts.remove(row.word)}
                          </Button>
                        </div>
                      </>
                    )}
                  </li>
                ))}
            </ul>
            {results.length ? null : <p class="quiet">{texts.none}</p>}
            <ShowMore when={hasMore} show={() => setLimit(limit + PAGE_SIZE)} off={loaded.stale} />
          </>
        )}
      </Loading>
    </>
  );
}

function WordForm({ word, onDone, close }: { word?: BlockedWord; onDone: () => void; close: () => void }) {
  const texts = moderationWords.use();
  const form = useForm({
    initial: {
      language: word?.language ?? getLanguage(),
      word: word?.word ?? "",
      effect: word?.effect ?? ("refuse" as const),
    },
    send: (body, idempotencyKey) =>
      word
        ? talim.api.put("/moderation/words/{id}/", { path: { id: word.id }, body })
        : talim.api.post("/moderation/words/", { body, idempotencyKey }),
    onDone,
  });
  const list = (options: Record<string, string>) => Object.entries(options).map(([value, label]) => ({ value, label }));
  return (
    <Form of={form} word={texts.save} label={word ? texts.change(word.word) : texts.add} close={close}>
      <TextField of={form} name="word" label={texts.word} hint={texts.wordHint} maxLength={60} required />
      <SelectField of={form} name="language" label={texts.language} options={list(texts.languages)} required />
      <SelectField of={form} name="effect" label={texts.effect} options={list(texts.effects)} required />
    </Form>
  );
}
