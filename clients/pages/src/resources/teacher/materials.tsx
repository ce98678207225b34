/** Materials of a course or a lesson; its teacher adds, changes and removes them. */

import { fetchAllPages } from "../../office/all-pages.ts";
import { hasPermission } from "../../office/permissions.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { MaterialLink } from "../../ui/material-link.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { libraryWords } from "./words/index.ts";
import { AddMaterial, RenameMaterial, ReplaceFile, type Material, type MaterialTarget } from "./material-forms.tsx";

export function Materials({ of, me }: { of: MaterialTarget; me: Person }) {
  const texts = libraryWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Material | "new">();
  const all = useLoad(
    () => fetchAllPages((page) => talim.api.get("/resources/", { query: { ...of, page_size: 100, page } })),
    [JSON.stringify(of), changes],
  );
  const writes = hasPermission(me, "resources.write");
  return (
    <>
      <Loading of={all}>
        {(materials) =>
          materials.length ? (
            <ul class="rows">
              {materials.map((material) => (
                <li key={material.id}>
                  <span>
                    <MaterialLink {...material} />
                    <span class="quiet small">{texts.kinds[material.kind]}</span>
                  </span>
                  {writes ? (
                    <button
                      type="button"
                      class="plain"
                      aria-label={texts.change(material.title)}
                      onClick={() => open(material)}
                    >
                      <Icon name="menu" />
                    </button>
                  ) : null}
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.none}</p>
          )
        }
      </Loading>
      {writes ? (
        <button type="button" onClick={() => open("new")}>
          {texts.add}
        </button>
      ) : null}
      {opened === "new" ? (
        <Drawer title={texts.add} close={close} holdsBack>
          <AddMaterial target={of} onDone={({ title }) => done(texts.done(title))} close={close} />
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.title} close={close} holdsBack>
          <RenameMaterial material={opened} onDone={() => done(texts.renamed)} />
          <details>
            <summary>{texts.replace}</summary>
            <ReplaceFile material={opened} onDone={() => done(texts.replaced)} />
          </details>
          <ActButton
            word={texts.remove}
            question={texts.removeQuestion}
            act={() => talim.api.delete("/resources/{id}/", { path: { id: opened.id } })}
            onDone={() => done(texts.removed)}
          />
        </Drawer>
      ) : null}
    </>
  );
}
