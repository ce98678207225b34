/** A new hand-in is said: counted on the title and the icon, and heard where the teacher has asked for a sound. */

import { fresh } from "../badge.ts";
import { once } from "../gather.ts";
import { ripen } from "../push/moment.ts";
import { path } from "../router.tsx";
import { Store } from "../store.ts";
import { interrupted, kept, person, remember, talim } from "../talim.ts";
import { bookOf } from "./books.ts";

const SOUND = "talim.sound";
const SUBMITTED = "homework.submitted";
/** Hertz of the two short tones, and seconds that each lasts. */
const TONES = [659, 880];
const TONE = 0.14;
const LOUD = 0.15;

/** Whether the teacher wants to hear a new hand-in; off until they say so. */
export const sounds = new Store(kept.getItem(SOUND) === "on");

/** In this time (ms) one ring is enough: a device that wakes hears at once of all that came meanwhile. */
const RING_MS = 1_000;

let context: AudioContext | undefined;

/** Turn the sound on, and let it be heard once, or off. To be called from a tap: browsers are silent before one. */
export function sound(on: boolean): void {
  remember(SOUND, on ? "on" : "off");
  sounds.set(on);
  if (on) ring();
}

/** Silent before the first tap on the page: the browser would keep the tones and play them all at once later. */
function ring(): void {
  if ((navigator as Partial<Navigator>).userActivation?.hasBeenActive === false) return;
  context ??= new AudioContext();
  void context.resume();
  for (const [place, hertz] of TONES.entries()) {
    const begins = context.currentTime + place * TONE;
    const tone = context.createOscillator();
    const level = context.createGain();
    tone.frequency.value = hertz;
    level.gain.setValueAtTime(0, begins);
    level.gain.linearRampToValueAtTime(LOUD, begins + 0.02);
    level.gain.linearRampToValueAtTime(0, begins + TONE);
    tone.connect(level).connect(context.destination);
    tone.start(begins);
    tone.stop(begins + TONE);
  }
}

/** Listen for hand-ins, and send the marks that wait on this device; the answer stops both. */
export function begin(): () => void {
  const { own } = talim.realtime;
  const alarm = once(ring, RING_MS);
  const heard = ({ data }: { data: { notification: { type: string } } }) => {
    if (data.notification.type !== SUBMITTED) return;
    if (path.get() !== "review" || document.hidden) fresh.set(fresh.get() + 1);
    if (sounds.get()) alarm();
    void ripen("teacher");
  };
  const seen = () => {
    if (path.get() === "review" && !document.hidden) fresh.set(0);
  };
  const send = () => void bookOf(person.get()?.id ?? "").send();
  const back = (away: unknown) => {
    if (!away) send();
  };
  const stops = [
    own.on("notification.created", heard),
    own.on("notification.changed", heard),
    path.watch(seen),
    interrupted.watch(back),
  ];
  document.addEventListener("visibilitychange", seen);
  addEventListener("online", send);
  send();
  return () => {
    stops.forEach((stop) => stop());
    document.removeEventListener("visibilitychange", seen);
    removeEventListener("online", send);
    fresh.set(0);
  };
}
