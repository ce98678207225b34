/** The example of docs/client.md, so that the compiler checks it too. */

import { createClient, ApiError } from "@talim/client";

const talim = createClient({ url: "https://learn.example.uz", language: "uz" });

export async function evening(login: string, password: string, groupId: string, recording: Blob) {
  const who = await talim.session.login(login, password);
  if ("mfa_ticket" in who) throw new Error("ask for the code: POST /auth/login/mfa/, its answer to session.begin()");

  talim.realtime.start();
  const group = talim.realtime.subscribe("group", groupId);
  group.onChange((state) => console.log("board", state.leaderboard.rows));
  talim.realtime.own.on("attempt.scored", ({ data }) => console.log(data.score, data.words));

  const { results } = await talim.api.get("/homework/", { query: { state: "assigned" } });
  const path = { id: results[0]?.id ?? "" };
  try {
    await talim.api.post("/homework/{id}/submit/", { path, form: { file: recording } });
  } catch (error) {
    if (error instanceof ApiError && error.code === "no_attempts_left") console.log(error.detail);
    else throw error;
  }
}
