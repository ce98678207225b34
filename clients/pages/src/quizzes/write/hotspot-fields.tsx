/** A picture whose right places are drawn on it, or typed in percent. */

import { useState } from "preact/hooks";
import { asForm } from "../../learning/editor/block-form.ts";
import { Choice } from "../../ui/choice.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldGroup } from "../../ui/form/form.tsx";
import { NumberField } from "../../ui/form/text-fields.tsx";
import { quizWriteWords } from "./words/index.ts";
import { ChooseFile } from "./bank-files.tsx";
import { Wrong } from "./field-errors.tsx";
import { HotspotPicture } from "./hotspot-picture.tsx";
import type { KindFieldsProps } from "./kind-fields-props.ts";
import { PercentInput } from "./number-input.tsx";
import type { Point, Region } from "./question-data.ts";

type Shape = Region["shape"];

/** A pointer that moved less than this part of the picture has only pressed. */
const MOVED = 0.01;
/** A region that is added by a button, for who draws nothing. */
const MIDDLE: Record<Shape, Point[]> = {
  rectangle: [
    { x: 0.4, y: 0.4 },
    { x: 0.6, y: 0.6 },
  ],
  circle: [
    { x: 0.5, y: 0.5 },
    { x: 0.6, y: 0.5 },
  ],
  polygon: [
    { x: 0.4, y: 0.6 },
    { x: 0.5, y: 0.4 },
    { x: 0.6, y: 0.6 },
  ],
};

export function HotspotFields({ body, value: key, change, errors, bank, files }: KindFieldsProps<"hotspot">) {
  const texts = quizWriteWords.use();
  const [shape, setShape] = useState<Shape>("rectangle");
  /** The corners of a polygon that is being drawn. */
  const [corners, setCorners] = useState<Point[]>([]);
  const url = files.value?.find(({ id }) => id === body.picture)?.url;
  const putAll = (regions: Region[]) => change({ key: { ...key, regions } });
  const put = (place: number, region: Region) => putAll(key.regions.map((one, at) => (at === place ? region : one)));
  const drawn = (from: Point, to: Point) => {
    if (shape === "polygon") return setCorners([...corners, to]);
    if (Math.hypot(to.x - from.x, to.y - from.y) >= MOVED) putAll([...key.regions, { shape, points: [from, to] }]);
  };
  const closePolygon = () => {
    putAll([...key.regions, { shape: "polygon", points: corners }]);
    setCorners([]);
  };
  return (
    <>
      <FieldGroup title={texts.hotspotPicture}>
        <ChooseFile
          kind="image"
          label={texts.hotspotPicture}
          bank={bank}
          files={files}
          chosen={body.picture}
          choose={(picture) => change({ body: { ...body, picture } })}
        />
        <Wrong errors={errors} at="body.picture" />
        <Wrong errors={errors} at="pictures" />
      </FieldGroup>
      {url ? (
        <>
          <Choice label={texts.shape} options={texts.shapes} chosen={shape} choose={setShape} />
          <p class="hint quiet">{shape === "polygon" ? texts.drawPolygon : texts.drawRegion}</p>
          <HotspotPicture
            url={url}
            regions={key.regions}
            corners={corners}
            onAspect={(aspect) => aspect !== key.aspect && change({ key: { ...key, aspect } })}
            onDrawn={drawn}
          />
          <div class="buttons">
            {corners.length > 2 ? (
              <button type="button" class="main" onClick={closePolygon}>
                {texts.closePolygon}
              </button>
            ) : null}
            {corners.length ? (
              <button type="button" onClick={() => setCorners([])}>
                {texts.dropPolygon}
              </button>
            ) : (
              <button type="button" onClick={() => putAll([...key.regions, { shape, points: MIDDLE[shape] }])}>
                {texts.addRegion}
              </button>
            )}
          </div>
        </>
      ) : null}
      <Wrong errors={errors} at="key.regions" />
      {key.regions.map((region, place) => (
        <FieldGroup key={place} title={texts.regionName(place + 1, texts.shapes[region.shape])}>
          <PercentInput
            label={texts.shareShort}
            share={region.share ?? 1}
            onShare={(share) => put(place, { ...region, share })}
          />
          <div class="region-points">
            {region.points.map((point, at) => {
              const move = (moved: Point) =>
                put(place, { ...region, points: region.points.map((one, index) => (index === at ? moved : one)) });
              return (
                <span key={at}>
                  <PercentInput label={texts.pointX(at + 1)} share={point.x} onShare={(x) => move({ ...point, x })} />
                  <PercentInput label={texts.pointY(at + 1)} share={point.y} onShare={(y) => move({ ...point, y })} />
                </span>
              );
            })}
          </div>
          <Wrong errors={errors} at={`key.regions.${place}`} within />
          <button type="button" class="plain" onClick={() => putAll(key.regions.filter((_, at) => at !== place))}>
            {texts.removeRegion}
          </button>
        </FieldGroup>
      ))}
      <NumberField
        of={asForm(
          { points: body.points ?? 1 },
          ({ points }) => change({ body: { ...body, points: points ?? 1 } }),
          errors,
        )}
        name="points"
        label={texts.howManyPoints}
        min={1}
        max={20}
        required
      />
      <SelectField
        of={asForm({ rule: (key.rule ?? "each") as string }, ({ rule }) =>
          change({ key: { ...key, rule: rule as "all" | "each" } }),
        )}
        name="rule"
        label={texts.scoring}
        options={Object.entries(texts.regionRules).map(([value, label]) => ({ value, label }))}
        required
      />
    </>
  );
}
