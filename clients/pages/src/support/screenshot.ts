/** A picture of the screen, where the browser can take one: it asks the person which window. */

/** The class of the document while the picture is taken: what lies over the page is not on it. */
const TAKING = "taking-picture";
/** How long (ms) the screen is given to be drawn anew. */
const SETTLE_MS = 300;

export function canTakePicture(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === "function";
}

/** Rejects when the person or the browser refuses. */
export async function takePicture(): Promise<File> {
  const wishes = { video: true, audio: false, preferCurrentTab: true };
  const stream = await navigator.mediaDevices.getDisplayMedia(wishes);
  const root = document.documentElement;
  try {
    root.classList.add(TAKING);
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    await new Promise((drawn) => setTimeout(drawn, SETTLE_MS));
    return await readPicture(video);
  } finally {
    root.classList.remove(TAKING);
    for (const track of stream.getTracks()) track.stop();
  }
}

async function readPicture(video: HTMLVideoElement): Promise<File> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const picture = await new Promise<Blob | null>((made) => canvas.toBlob(made, "image/png"));
  if (!picture) throw new Error("The browser gave no picture.");
  return new File([picture], "screenshot.png", { type: "image/png" });
}
