/** The media library: every file and link that was added once, to be found, renamed, given to more courses, archived. */

import type { Answer } from "@talim/client";
import { formatDay } from "../../format.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { hasPermission } from "../../office/permissions.ts";
import { describeError } from "../../errors.ts";
import type { PageProps } from "../../person-pages.ts";
import { translateName } from "../../gamification/pupil/shop.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { MaterialLink } from "../../ui/material-link.tsx";
import { describePlace } from "../../ui/material-place.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { FilmSign } from "../../video/film-sign.tsx";
import { SubtitlesButton } from "../../video/subtitles/subtitles-button.tsx";
import { WatchButton } from "../../video/watch-button.tsx";
import { useWords } from "../../words/index.ts";
import type { LibraryWords } from "./words/en.ts";
import { libraryWords } from "./words/index.ts";
import { AddMaterial, useOnlyCourse, useTaughtCourses, type Material } from "./material-forms.tsx";

type Media = Answer<"/resources/library/", "get">["results"][number];

export function Library({ me }: PageProps) {
  const words = useWords();
  const texts = libraryWords.use();
  const { opened, open, close, changes, changed, done } = useOpenedRow<Media | "new">();
  const kinds = Object.entries(texts.kinds);
  /** Said with a way back, which loads the list anew too. */
  const doneWithUndo = (text: string, undone: string, undo: () => Promise<unknown>) => {
    close();
    changed();
    showNotice(text, {
      label: words.form.undo,
      run: () =>
        void undo().then(
          () => (showNotice(undone), changed()),
          (reason: unknown) => showNotice(describeError(reason, words).text),
        ),
    });
  };
  return (
    <>
      <h1>{words.teacher.nav.library}</h1>
      <DataTable<Media>
        name="library"
        label={words.teacher.nav.library}
        columns={[
          { id: "title", title: texts.title, cell: (row) => row.title, order: "title" },
          { id: "kind", title: texts.kind, cell: (row) => texts.kinds[row.kind] },
          { id: "uses", title: texts.uses, cell: (row) => describeUses(row, texts) },
          { id: "by", title: texts.addedBy, cell: (row) => row.added_by?.full_name },
          {
            id: "at",
            title: texts.added,
            cell: (row) => formatDay(row.created_at, me.zone, words),
            order: "created_at",
          },
        ]}
        load={(query, { kind, mine, archived }) =>
          talim.api.get("/resources/library/", {
            query: {
              ...query,
              kind: (kind as Media["kind"] | undefined) ?? null,
              mine: mine === "true",
              archived: archived === "true",
            },
          })
        }
        getKey={(row) => row.id}
        onOpen={open}
        search={texts.find}
        filters={[
          {
            name: "kind",
            label: texts.kind,
            options: [["", texts.every], ...kinds.map(([value, word]): [string, string] => [value, word])],
          },
          {
            name: "mine",
            label: texts.whose,
            options: [
              ["", texts.everybody],
              ["true", texts.mine],
            ],
          },
          {
            name: "archived",
            label: texts.which,
            options: [
              ["", texts.inUse],
              ["true", texts.archived],
            ],
          },
        ]}
        acts={
          hasPermission(me, "resources.write") ? (
            <button type="button" class="main" onClick={() => open("new")}>
              {texts.add}
            </button>
          ) : null
        }
        empty={<Empty drawing="box" text={texts.empty} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={texts.add} close={close} holdsBack>
          <AddMaterial onDone={({ title }) => done(texts.done(title))} close={close} />
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.title} close={close} holdsBack>
          <MediaCard media={opened} me={me} onDone={done} onDoneWithUndo={doneWithUndo} />
        </Drawer>
      ) : null}
    </>
  );
}

function describeUses({ uses, course_title }: Media, texts: LibraryWords): string {
  return texts.usedIn(uses, course_title ? translateName(course_title) : "");
}

interface CardProps {
  media: Media;
  me: Person;
  onDone: (text: string) => void;
  onDoneWithUndo: (text: string, undone: string, undo: () => Promise<unknown>) => void;
}

function MediaCard({ media, me, onDone, onDoneWithUndo }: CardProps) {
  const words = useWords();
  const texts = libraryWords.use();
  const path = { id: media.id };
  const archive = (archived: boolean) => talim.api.patch("/resources/library/{id}/", { path, body: { archived } });
  const edits = hasPermission(me, "resources.keep_library") || media.added_by?.id === me.id;
  const writes = hasPermission(me, "resources.write");
  const uses = useLoad(
    () => fetchAllPages((page) => talim.api.get("/resources/", { query: { media: media.id, page_size: 100, page } })),
    [media.id],
  );
  const weight = media.url ? "" : `${Math.max(1, Math.round(media.size / 1024))} kB`;
  return (
    <>
      <dl class="facts">
        <dt>{texts.kind}</dt>
        <dd>{[texts.kinds[media.kind], weight].filter(Boolean).join(" · ")}</dd>
        <dt>{texts.uses}</dt>
        <dd>{describeUses(media, texts)}</dd>
        {media.url ? (
          <>
            <dt>{texts.address}</dt>
            <dd>
              <a href={media.url} target="_blank" rel="noopener noreferrer">
                {media.url}
              </a>
            </dd>
          </>
        ) : null}
      </dl>
      {media.kind === "video" && !media.url ? (
        <FilmSign place={{ media: media.id }} retries={edits}>
          {({ video }) => (
            <p class="buttons">
              <WatchButton place={{ in: "library", id: media.id }} title={texts.watch(media.title)} />
              {video && edits ? (
                <SubtitlesButton video={video} place={{ in: "library", id: media.id }} title={media.title} />
              ) : null}
            </p>
          )}
        </FilmSign>
      ) : null}
      <Loading of={uses}>
        {(rows) => (
          <ul class="rows">
            {rows.map((row) => (
              <li key={row.id}>
                <span>
                  <MaterialLink {...row} />
                  <span class="quiet small">{describePlace(row, me.zone, words)}</span>
                </span>
                {writes ? (
                  <ActButton
                    word={texts.remove}
                    class="plain"
                    question={texts.removeQuestion}
                    act={() => talim.api.delete("/resources/{id}/", { path: { id: row.id } })}
                    onDone={() => onDone(texts.removed)}
                  />
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Loading>
      {writes && !media.archived ? (
        <GiveForm
          media={media}
          given={new Set(uses.value?.map(({ course }) => course))}
          onGiven={({ id }, course) =>
            onDoneWithUndo(texts.givenTo(course), texts.takenBack, () =>
              talim.api.delete("/resources/{id}/", { path: { id } }),
            )
          }
        />
      ) : null}
      {edits ? (
        <>
          <RenameForm media={media} onDone={() => onDone(texts.renamed)} />
          {media.archived ? (
            <ActButton word={texts.restore} act={() => archive(false)} onDone={() => onDone(texts.restored)} />
          ) : (
            <ActButton
              word={texts.archive}
              act={() => archive(true)}
              onDone={() => onDoneWithUndo(texts.archiveDone, texts.restored, () => archive(false))}
            />
          )}
        </>
      ) : (
        <p class="quiet">{media.added_by ? texts.othersOwn(media.added_by.full_name) : texts.officeOwn}</p>
      )}
    </>
  );
}

interface GiveProps {
  media: Media;
  /** The courses that have it already. */
  given: Set<string | null>;
  onGiven: (made: Material, course: string) => void;
}

function GiveForm({ media, given, onGiven }: GiveProps) {
  const texts = libraryWords.use();
  const courses = useTaughtCourses().filter(({ value }) => !given.has(value));
  const form = useForm({
    initial: { course: "" },
    send: ({ course }, idempotencyKey) =>
      talim.api.post("/resources/", { body: { course, media: media.id }, idempotencyKey }),
    onDone: (made) => onGiven(made, courses.find(({ value }) => value === made.course)?.label ?? ""),
  });
  useOnlyCourse(form, courses);
  return (
    <Form of={form} word={texts.give} label={texts.give}>
      <SelectField of={form} name="course" label={texts.course} hint={texts.courseHelp} options={courses} required />
    </Form>
  );
}

function RenameForm({ media, onDone }: { media: Media; onDone: () => void }) {
  const words = useWords();
  const texts = libraryWords.use();
  const form = useForm({
    initial: { title: media.title },
    send: (body) => talim.api.patch("/resources/library/{id}/", { path: { id: media.id }, body }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.title}>
      <TextField of={form} name="title" label={texts.title} required />
    </Form>
  );
}
