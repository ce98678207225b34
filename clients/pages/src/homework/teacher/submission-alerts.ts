/** A new submission is said: counted on the title and the icon, and heard where the teacher has asked for a sound. */

import { newCount } from "../../badge.ts";
import { throttleLeading } from "../../throttle.ts";
import { askOnNextPage } from "../../notifications/push/question-timing.ts";
import { path } from "../../router.tsx";
import { Store } from "../../store.ts";
import { expiredPerson, storage, person, saveItem, talim } from "../../talim.ts";
import { getRegisterSync } from "../../attendance/teacher/current-register-sync.ts";

const SOUND_KEY = "talim.sound";
const SUBMITTED = "homework.submitted";
/** Hertz of the two short tones, and seconds that each lasts. */
const TONES = [659, 880];
const TONE_SECONDS = 0.14;
const VOLUME = 0.15;

/** Whether the teacher wants to hear a new submission; off until they say so. */
export const soundEnabled = new Store(storage.getItem(SOUND_KEY) === "on");

/** In this time (ms) one ring is enough: a device that wakes hears at once of all that came meanwhile. */
const RING_MS = 1_000;

let context: AudioContext | undefined;

/** Turn the sound on, and let it be heard once, or off. To be called from a tap: browsers are silent before one. */
export function setSoundEnabled(on: boolean): void {
  saveItem(SOUND_KEY, on ? "on" : "off");
  soundEnabled.set(on);
  if (on) playRing();
}

/** Silent before the first tap on the page: the browser would keep the tones and play them all at once later. */
function playRing(): void {
  if ((navigator as Partial<Navigator>).userActivation?.hasBeenActive === false) return;
  context ??= new AudioContext();
  void context.resume();
  for (const [place, hertz] of TONES.entries()) {
    const begins = context.currentTime + place * TONE_SECONDS;
    const tone = context.createOscillator();
    const level = context.createGain();
    tone.frequency.value = hertz;
    level.gain.setValueAtTime(0, begins);
    level.gain.linearRampToValueAtTime(VOLUME, begins + 0.02);
    level.gain.linearRampToValueAtTime(0, begins + TONE_SECONDS);
    tone.connect(level).connect(context.destination);
    tone.start(begins);
    tone.stop(begins + TONE_SECONDS);
  }
}

/** Listen for submissions, and send the marks that wait on this device; the answer stops both. */
export function startSubmissionAlerts(): () => void {
  const { own } = talim.realtime;
  const alarm = throttleLeading(playRing, RING_MS);
  const heard = ({ data }: { data: { notification: { type: string } } }) => {
    if (data.notification.type !== SUBMITTED) return;
    if (path.get() !== "review" || document.hidden) newCount.set(newCount.get() + 1);
    if (soundEnabled.get()) alarm();
    void askOnNextPage("teacher");
  };
  const seen = () => {
    if (path.get() === "review" && !document.hidden) newCount.set(0);
  };
  const send = () => void getRegisterSync(person.get()?.id ?? "").send();
  const back = (away: unknown) => {
    if (!away) send();
  };
  const stops = [
    own.on("notification.created", heard),
    own.on("notification.changed", heard),
    path.subscribe(seen),
    expiredPerson.subscribe(back),
  ];
  document.addEventListener("visibilitychange", seen);
  addEventListener("online", send);
  send();
  return () => {
    stops.forEach((stop) => stop());
    document.removeEventListener("visibilitychange", seen);
    removeEventListener("online", send);
    newCount.set(0);
  };
}
