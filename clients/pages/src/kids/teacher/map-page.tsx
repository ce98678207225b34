/** The small children of a group and their skills: as a map, in words, and who may practise together. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { throttleTrailing } from "../../throttle.ts";
import { Choice } from "../../ui/choice.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useEvents, useStream } from "../../ui/stream.ts";
import { kidsTeacherWords } from "./words/index.ts";
import { Circles } from "./circles.tsx";
import { nameSkill, type GroupMap, type OpenedCell } from "./data.ts";
import { MapTable } from "./map-table.tsx";
import { MapWords } from "./map-words.tsx";
import { OverruleForm } from "./overrule-form.tsx";

const EVENTS = ["skills_map.changed", "membership.started", "membership.changed", "membership.ended"] as const;
/** Events within this time (ms) lead to one reload: children who play together answer often. */
const REFRESH_DELAY_MS = 3_000;
type View = "map" | "words" | "circles";

export function SkillsMapPage({ me, values: { id = "" } }: PageProps) {
  const texts = kidsTeacherWords.use();
  const [view, setView] = useState<View>("map");
  const { opened, open, close, done, changes } = useOpenedRow<OpenedCell>();
  const { hasPage } = usePersonPages();
  const back = [`group/${id}`, `groups/${id}`].find((page) => hasPage(me, page));
  const map = useLoad(() => talim.api.get("/children/groups/{id}/map/", { path: { id } }), [id, changes]);
  const refresh = useMemo(() => throttleTrailing(map.reload, REFRESH_DELAY_MS), [map.reload]);
  useEffect(() => refresh.cancel, [refresh]);
  useEvents(useStream("wall", id), EVENTS, refresh.schedule);
  return (
    <div class="wide">
      <Loading of={map}>
        {(found) => (
          <>
            {back ? (
              <p class="back">
                <Link to={back}>← {found.group.name}</Link>
              </p>
            ) : null}
            <h1>{texts.title(found.group.name)}</h1>
            {found.children.length ? (
              <>
                <p class="quiet">{texts.help}</p>
                <div class="map-tools">
                  <Choice label={texts.view} options={texts.views} chosen={view} choose={setView} />
                  <button type="button" onClick={() => print()}>
                    {texts.print}
                  </button>
                </div>
                <MapView of={found} view={view} open={open} />
              </>
            ) : (
              <Empty drawing="people" text={texts.noChildren} />
            )}
          </>
        )}
      </Loading>
      {opened ? (
        <Drawer title={`${opened.child.full_name}: ${nameSkill(opened.skill)}`} close={close} holdsBack>
          <OverruleForm of={opened} me={me} close={close} onDone={() => done(texts.saved)} />
        </Drawer>
      ) : null}
    </div>
  );
}

function MapView({ of: map, view, open }: { of: GroupMap; view: View; open: (cell: OpenedCell) => void }) {
  const texts = kidsTeacherWords.use();
  if (view === "circles") return <Circles group={map.group.id} />;
  if (!map.areas.length) return <p class="empty">{texts.noSkills}</p>;
  return view === "map" ? <MapTable of={map} open={open} /> : <MapWords of={map} />;
}
