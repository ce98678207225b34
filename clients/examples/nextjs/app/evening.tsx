"use client";

import { ApiError, type Answer, type GroupState, type UserState } from "@talim/client";
import { useRouter } from "next/navigation";
import { useEffect, useState, type ChangeEvent } from "react";
import { connect, type Connection } from "@/lib/connection";
import { submitRecording } from "@/lib/upload";

type Homework = Answer<"/homework/", "get">["results"][number];

/** The user's homework, coins, notifications and leaderboard. The socket keeps them up to date. */
export function Evening({ server }: { server: string }) {
  const router = useRouter();
  const [connection, setConnection] = useState<Connection>();
  const [homework, setHomework] = useState<Homework[]>([]);
  const [own, setOwn] = useState<UserState>();
  const [group, setGroup] = useState<GroupState>();
  const [status, setStatus] = useState("connecting");

  useEffect(() => {
    const newConnection = connect(server, () => router.refresh());
    const { api, realtime } = newConnection;
    let isUnmounted = false;
    const load = async () => {
      const { results } = await api.get("/homework/");
      if (!isUnmounted) setHomework(results);
    };
    const begin = async () => {
      await load();
      const [first] = (await api.get("/courses/groups/")).results;
      if (isUnmounted) return;
      realtime.onStatus(setStatus);
      realtime.own.onChange(setOwn);
      realtime.own.on("attempt.scored", () => void load());
      if (first) {
        const stream = realtime.subscribe("group", first.id);
        stream.onChange(setGroup);
        stream.onAny(({ type }) => void (type.startsWith("homework.") && load()));
      }
      realtime.start();
      setConnection(newConnection);
    };
    begin().catch(() => !isUnmounted && setStatus("Talim does not answer"));
    return () => {
      isUnmounted = true;
      realtime.stop();
    };
  }, [server, router]);

  async function signOut() {
    await fetch("/api/session", { method: "DELETE" });
    router.refresh();
  }

  return (
    <main>
      <h1>This evening</h1>
      <p>
        {status} · {own?.coins ?? 0} coins · {own?.unread ?? 0} unread <button onClick={signOut}>Sign out</button>
      </p>
      <h2>Homework</h2>
      {homework.map((item) => (
        <HomeworkRow key={item.id} homework={item} server={server} connection={connection} />
      ))}
      <h2>Leaderboard</h2>
      <ol>
        {group?.leaderboard.rows.map((row) => (
          <li key={row.rank + row.name}>{`${row.name}: ${row.coins}`}</li>
        ))}
      </ol>
      <h2>Messages</h2>
      <ul>
        {own?.notifications.map((notification) => (
          <li key={notification.id}>{notification.title}</li>
        ))}
      </ul>
    </main>
  );
}

/** One homework: its state, and the upload of a recording with a progress bar. */
function HomeworkRow({
  homework,
  server,
  connection,
}: {
  homework: Homework;
  server: string;
  connection?: Connection;
}) {
  const [progress, setProgress] = useState<number>();
  const [errorText, setErrorText] = useState("");

  async function upload(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (!file || !connection) return;
    setErrorText("");
    try {
      await submitRecording(connection, server, homework.id, file, file.name, setProgress);
    } catch (error) {
      setErrorText(error instanceof ApiError ? error.detail : "The network is away; choose the recording again.");
    }
    setProgress(undefined);
  }

  return (
    <section>
      <h3>{homework.assignment.title}</h3>
      <p>{homework.assignment.reference_text || homework.assignment.question}</p>
      <p>
        {homework.state} {homework.score ?? ""} · {homework.attempts_left} attempts left
      </p>
      {homework.attempts_left > 0 && (
        <input type="file" accept="audio/*" onChange={upload} disabled={!connection || progress !== undefined} />
      )}
      {progress !== undefined && <progress value={progress} />}
      <p role="alert">{errorText}</p>
    </section>
  );
}
