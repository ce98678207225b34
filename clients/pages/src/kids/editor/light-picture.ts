/** Pictures for small children are small on the screen: a photo of a phone is sent as what can be seen of it. */

/** Files of at most so many bytes are sent as they are. */
const LIGHT_BYTES = 200_000;
/** The longer side (px): the largest picture of a page of a story, on a screen with three dots for each. */
const LONGEST = 640;
const QUALITY = 0.85;

/** The same picture in a size for these pages; as it is where that is no smaller, or the device cannot read it. */
export async function lightenPicture(file: File): Promise<File> {
  if (file.size <= LIGHT_BYTES) return file;
  const made = await drawSmaller(file).catch(() => null);
  return made && made.size < file.size
    ? new File([made], file.name.replace(/\.\w+$/, made.type === "image/png" ? ".png" : ".jpg"), { type: made.type })
    : file;
}

async function drawSmaller(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  ];
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  // A drawing keeps what is clear in it.
  return new Promise((done) => canvas.toBlob(done, file.type === "image/png" ? "image/png" : "image/jpeg", QUALITY));
}
