/** An activity becomes one of another kind without losing what both have, and keeps the files that it names. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { changeKind, createItem, keepUsedFiles, readDraft, type DraftOf } from "../src/kids/editor/draft.ts";

const NEW = {
  id: "1",
  kind: "activity" as const,
  files: {},
  activity: { kind: "tap", instruction: { sound: "tap-it", text: { uz: "", ru: "", en: "" } } },
};

test("pictures stay, the first words follow the kind until somebody chose them", () => {
  const tap = {
    ...(readDraft(NEW) as DraftOf<"tap">),
    items: [createItem("a", "cat"), createItem("b", "dog")],
    answers: ["a"],
    skill: "animals",
  };
  const memory = changeKind(tap, "memory") as DraftOf<"memory">;
  assert.deepEqual(
    [memory.items.map(({ picture }) => picture), memory.skill, memory.instruction.sound],
    [["cat", "dog"], "animals", "find-pairs"],
  );
  assert.ok(!("answers" in memory));
  const own = changeKind(
    { ...tap, instruction: { ...tap.instruction, sound: "file:sound-1" } },
    "drag",
  ) as DraftOf<"drag">;
  assert.deepEqual([own.instruction.sound, own.items.length, own.targets, own.places], ["file:sound-1", 2, [], {}]);
});

test("a file that nothing names any more is left out", () => {
  const draft = { ...(readDraft(NEW) as DraftOf<"tap">), items: [createItem("a", "file:picture-1")] };
  assert.deepEqual(keepUsedFiles(draft, { "picture-1": "x", "picture-10": "y", "sound-1": "z" }), { "picture-1": "x" });
});
