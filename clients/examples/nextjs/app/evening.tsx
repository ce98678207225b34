"use client";

import { ApiError, type Answer, type GroupState, type UserState } from "@talim/client";
import { useRouter } from "next/navigation";
import { useEffect, useState, type ChangeEvent } from "react";
import { connect, type Connection } from "@/lib/connection";
import { handIn } from "@/lib/upload";

type Homework = Answer<"/homework/", "get">["results"][number];

/** One's homework, kept right by the socket: results, coins, notifications, and the group's leaderboard. */
export function Evening({ server }: { server: string }) {
  const router = useRouter();
  const [connection, setConnection] = useState<Connection>();
  const [homework, setHomework] = useState<Homework[]>([]);
  const [own, setOwn] = useState<UserState>();
  const [group, setGroup] = useState<GroupState>();
  const [status, setStatus] = useState("connecting");

  useEffect(() => {
    const opened = connect(server, () => router.refresh());
    const { api, realtime } = opened;
    let left = false;
    const load = async () => {
      const { results } = await api.get("/homework/");
      if (!left) setHomework(results);
    };
    const begin = async () => {
      await load();
      const [first] = (await api.get("/courses/groups/")).results;
      if (left) return;
      realtime.onStatus(setStatus);
      realtime.own.onChange(setOwn);
      realtime.own.on("attempt.scored", () => void load());
      if (first) {
        const stream = realtime.subscribe("group", first.id);
        stream.onChange(setGroup);
        stream.onAny(({ type }) => void (type.startsWith("homework.") && load()));
      }
      realtime.start();
      setConnection(opened);
    };
    begin().catch(() => !left && setStatus("Talim does not answer"));
    return () => {
      left = true;
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
      {homework.map((one) => (
        <Row key={one.id} homework={one} server={server} connection={connection} />
      ))}
      <h2>Leaderboard</h2>
      <ol>{group?.leaderboard.rows.map((row) => <li key={row.rank + row.name}>{`${row.name}: ${row.coins}`}</li>)}</ol>
      <h2>Messages</h2>
      <ul>{own?.notifications.map((notice) => <li key={notice.id}>{notice.title}</li>)}</ul>
    </main>
  );
}

/** One homework: its state, and a recording submitted with a bar that says how far it is. */
function Row({ homework, server, connection }: { homework: Homework; server: string; connection?: Connection }) {
  const [share, setShare] = useState<number>();
  const [refused, setRefused] = useState("");

  async function send(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    if (!file || !connection) return;
    setRefused("");
    try {
      await handIn(connection, server, homework.id, file, file.name, setShare);
    } catch (error) {
      setRefused(error instanceof ApiError ? error.detail : "The network is away; choose the recording again.");
    }
    setShare(undefined);
  }

  return (
    <section>
      <h3>{homework.assignment.title}</h3>
      <p>{homework.assignment.reference_text || homework.assignment.question}</p>
      <p>
        {homework.state} {homework.score ?? ""} · {homework.attempts_left} attempts left
      </p>
      {homework.attempts_left > 0 && <input type="file" accept="audio/*" onChange={send} disabled={!connection || share !== undefined} />}
      {share !== undefined && <progress value={share} />}
      <p role="alert">{refused}</p>
    </section>
  );
}
