/** Own figures: measures that somebody looks at together, one's own and those that others share. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { getLastPage, Pager, useLastPage } from "../office/pager.tsx";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Link, navigate, replacePage } from "../router.tsx";
import { askForReport } from "./reports/data.ts";
import { talim, type Person } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { saveFile } from "../ui/download.ts";
import { Empty } from "../ui/empty.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import type { AnalyticsWords } from "./words/en.ts";
import { analyticsWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { useFreshFigures } from "./fresh.ts";
import { FigureForm, type OwnFigure } from "./own-figure-form.tsx";
import { CountedUntil } from "./platform.tsx";
import { SeriesFigure } from "./series-figure.tsx";
import { writeView, type View } from "./view.ts";

type Result = Answer<"/analytics/own-figures/{id}/result/", "get">;

const PAGE_SIZE = 20;

export function OwnFigures({ me }: PageProps) {
  const texts = analyticsWords.use();
  const { own } = texts;
  const [page, setPage] = useState(1);
  const [isAdding, setIsAdding] = useState(false);
  const figures = useLoad(
    () => talim.api.get("/analytics/own-figures/", { query: { page, page_size: PAGE_SIZE } }),
    [page],
  );
  useLastPage(figures, { page, size: PAGE_SIZE, turn: setPage });
  return (
    <div class="analytics">
      <h1>{own.title}</h1>
      <p class="quiet">{own.help}</p>
      {isAdding ? (
        <FigureForm me={me} close={() => setIsAdding(false)} onDone={({ id }) => navigate(`own-figures/${id}`)} />
      ) : (
        <div class="buttons">
          <button type="button" class="main" onClick={() => setIsAdding(true)}>
            {own.add}
          </button>
        </div>
      )}
      <Loading of={figures}>
        {({ results, count }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((figure) => (
                  <li key={figure.id} class="card">
                    <h2>
                      <Link to={`own-figures/${figure.id}`}>{figure.name}</Link>
                    </h2>
                    <p class="quiet">{describe(figure, me, texts)}</p>
                  </li>
                ))}
              </ul>
              <Pager page={page} pages={getLastPage(count, PAGE_SIZE)} turn={setPage} />
            </>
          ) : (
            <Empty drawing="box" text={own.none} />
          )
        }
      </Loading>
    </div>
  );
}

/** The period, how it is split, and whose it is. */
function describe({ period, by, owner, shared_with: roles }: OwnFigure, me: Person, texts: AnalyticsWords): string {
  const { own } = texts;
  const whose =
    owner.id !== me.id
      ? own.of(owner.full_name)
      : roles.length
        ? own.shared(roles.map((role) => own.roles[role]).join(", "))
        : "";
  return [own.periods[period], by ? texts.bys[by] : "", whose].filter(Boolean).join(" · ");
}

export function OwnFigurePage({ me, values: { figure: id = "" } }: PageProps) {
  const texts = analyticsWords.use();
  const result = useLoad(() => talim.api.get("/analytics/own-figures/{id}/result/", { path: { id } }), [id]);
  useFreshFigures(result, result.value?.figure.measures);
  return (
    <div class="analytics">
      <p class="back">
        <Link to="own-figures">← {texts.own.title}</Link>
      </p>
      <Loading of={result}>{(shown) => <Shown result={shown} me={me} reload={result.reload} />}</Loading>
    </div>
  );
}

function Shown({ result, me, reload }: { result: Result; me: Person; reload: () => void }) {
  const texts = analyticsWords.use();
  const { own } = texts;
  const { hasPage } = usePersonPages();
  const [isChanging, setIsChanging] = useState(false);
  const { figure, series, left_out: leftOut } = result;
  const { id, name, step, by, branch, group, course, chart } = figure;
  const filters = { by: by ?? "", branch: branch ?? "", group: group ?? "", course: course ?? "" } as const;
  return (
    <>
      <h1>{name}</h1>
      <p class="quiet">{describe(figure, me, texts)}</p>
      <CountedUntil of={result} me={me} />
      {isChanging ? (
        <FigureForm
          me={me}
          figure={figure}
          close={() => setIsChanging(false)}
          onDone={() => (setIsChanging(false), reload())}
        />
      ) : (
        <div class="figure-acts">
          <FigureFiles figure={figure} me={me} />
          <button type="button" onClick={() => print()}>
            {texts.print}
          </button>
          {figure.owner.id === me.id ? (
            <>
              <button type="button" onClick={() => setIsChanging(true)}>
                {own.change}
              </button>
              <ActButton
                word={own.remove}
                question={own.removeAsk}
                act={() => talim.api.delete("/analytics/own-figures/{id}/", { path: { id } })}
                onDone={() => replacePage("own-figures")}
              />
            </>
          ) : null}
        </div>
      )}
      {leftOut ? <p role="note">{own.leftOut(leftOut)}</p> : null}
      <div class="series-grid">
        {series.map((one) => {
          const view: View = { step, from: one.from, to: one.to, pair: "", ...filters };
          const to = `analytics/${one.measure.name}${writeView(view)}`;
          return (
            <SeriesFigure
              key={one.measure.name}
              series={one}
              view={view}
              me={me}
              {...(hasPage(me, to) ? { to } : {})}
              {...(chart === "auto" ? {} : { first: chart })}
            />
          );
        })}
      </div>
    </>
  );
}

/** All of it as one table, at once or in the background. */
function FigureFiles({ figure: { id, name }, me }: { figure: OwnFigure; me: Person }) {
  const texts = analyticsWords.use();
  const { list } = useWords().office;
  const save = async (format: "csv" | "xlsx") => {
    const file: unknown = await talim.api.get("/analytics/own-figures/{id}/result/", {
      path: { id },
      query: { format },
    });
    if (file instanceof Blob) saveFile(file, `${name}.${format}`);
  };
  const table = { path: `/analytics/own-figures/${id}/result/`, query: {}, name };
  return (
    <div class="figure-files" role="group" aria-label={texts.own.files}>
      {(["csv", "xlsx"] as const).map((kind) => (
        <ActButton key={kind} word={kind.toUpperCase()} act={() => save(kind)} onDone={() => undefined} />
      ))}
      {me.permissions.includes("analytics.report") ? (
        <ActButton
          word={list.inBackground}
          act={(key) => askForReport(table, "xlsx", key)}
          onDone={() => showNotice(list.asked)}
        />
      ) : null}
    </div>
  );
}
