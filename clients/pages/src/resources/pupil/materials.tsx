/** Materials of the pupil's courses and lessons: links to open, files to save. */

import type { Answer } from "@talim/client";
import { fetchAllPages } from "../../office/all-pages.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { MaterialLink } from "../../ui/material-link.tsx";
import { describePlace } from "../../ui/material-place.ts";
import { useWords } from "../../words/index.ts";
import { ownWords } from "../../pupil/own/words/index.ts";
import { translateName } from "../../gamification/pupil/shop.tsx";

type Material = Answer<"/resources/", "get">["results"][number];

export function Materials({ me }: PageProps) {
  const words = useWords();
  const texts = ownWords.use();
  const loaded = useLoad(fetchMaterials, []);
  return (
    <>
      <h1>{words.learning.pages.materials}</h1>
      <Loading of={loaded}>
        {({ materials, courses }) => {
          const ofLessons = materials.filter(({ course }) => course === null);
          const sections: [key: string, title: string, rows: Material[]][] = [
            ...courses.map(({ id, title }): [string, string, Material[]] => [
              id,
              translateName(title),
              materials.filter(({ course }) => course === id),
            ]),
            [
              "lessons",
              texts.fromLessons,
              ofLessons.sort((a, b) => (b.lesson_starts_at ?? "").localeCompare(a.lesson_starts_at ?? "")),
            ],
          ];
          const full = sections.filter(([, , rows]) => rows.length);
          if (!full.length) return <Empty drawing="box" text={texts.noMaterials} />;
          return full.map(([key, title, rows]) => (
            <section key={key} aria-label={title}>
              <h2>{title}</h2>
              <ul class="rows">
                {rows.map((material) => (
                  <MaterialRow key={material.id} material={material} me={me} />
                ))}
              </ul>
            </section>
          ));
        }}
      </Loading>
    </>
  );
}

/** All materials that the pupil may see, and the courses of the pupil's groups, each once. */
async function fetchMaterials() {
  const [materials, groups] = await Promise.all([
    fetchAllPages((page) => talim.api.get("/resources/", { query: { page_size: 100, page } })),
    talim.api.get("/courses/groups/", { query: { page_size: 100 } }),
  ]);
  const courses = [...new Map(groups.results.map(({ course }) => [course.id, course])).values()];
  return { materials, courses };
}

function MaterialRow({ material, me }: { material: Material; me: Person }) {
  const words = useWords();
  const { url, size, lesson } = material;
  const place = lesson === null ? "" : describePlace(material, me.zone, words);
  const weight = url ? "" : `${Math.max(1, Math.round(size / 1024))} kB`;
  return (
    <li>
      <span>
        <MaterialLink {...material} />
        <span class="quiet small">{[place, weight].filter(Boolean).join(" · ")}</span>
      </span>
    </li>
  );
}
