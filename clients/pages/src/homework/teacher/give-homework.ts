/** Give a homework to groups, or to some pupils of one, with its model audio and its rubric. */

import { ApiError, type rest } from "@talim/client";
import { talim } from "../../talim.ts";
import { checkReadable } from "../../ui/file.ts";
import type { AssignmentKind, Task } from "./task-values.ts";

interface Given {
  kind: AssignmentKind;
  task: Task;
  groups: string[];
  /** Only these pupils of the one group; null for all. */
  students: string[] | null;
  audio: Blob | null;
  /** By which the works are judged. */
  rubric: string | null;
  /** The same for a try after a lost answer: no group gets it twice. */
  key: string;
}

/** What did not go through after the first group had it: a group's id, "audio" or "rubric". */
export interface NotGiven {
  what: string;
  error: unknown;
}

/** Rejects while nobody has it, and where no answer came: the same again goes on. What is refused later is returned. */
export async function giveHomework({ kind, task, groups, students, audio, rubric, key }: Given): Promise<NotGiven[]> {
  const notGiven: NotGiven[] = [];
  const collect = (what: string) => (error: unknown) => {
    if (!(error instanceof ApiError) || error.status >= 500) throw error;
    notGiven.push({ what, error });
    return undefined;
  };
  for (const [number, group] of groups.entries()) {
    const body = { ...task, kind, group, level: task.level || null };
    const idempotencyKey = `${key}.${number}`;
    const asked = students
      ? giveToPupils({ ...body, students }, idempotencyKey)
      : talim.api.post("/homework/assignments/", { body, idempotencyKey }).then(({ id }) => id);
    const id = number ? await asked.catch(collect(group)) : await asked;
    if (audio && id) await sendModel(id, audio).catch(collect("audio"));
    if (rubric && id)
      await talim.api
        .put("/grading/assignments/{id}/rubric/", { path: { id }, body: { rubric } })
        .catch(collect("rubric"));
  }
  return notGiven;
}

/** The id of the assignment; none where all these pupils have left the group. */
async function giveToPupils(body: rest.ChosenPupilsIn, idempotencyKey: string): Promise<string | undefined> {
  const { rows } = await talim.api.post("/homework/assignments/bulk-assign/", { body, idempotencyKey });
  const homework = rows.find(({ object }) => object)?.object;
  if (!homework) return undefined;
  return (await talim.api.get("/homework/{id}/", { path: { id: homework } })).assignment.id;
}

async function sendModel(id: string, audio: Blob): Promise<void> {
  const file = audio instanceof File ? await checkReadable(audio) : audio;
  await talim.api.put("/homework/assignments/{id}/model-audio/", { path: { id }, form: { file } });
}
