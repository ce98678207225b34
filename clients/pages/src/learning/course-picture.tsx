/** The picture of a course, in the size that fits the screen. */

interface CoursePictureProps {
  course: { thumbnail: string | null; thumbnails: { width: number; url: string }[] };
  /** How wide it stands, as in `sizes` of an image. */
  sizes?: string;
  class?: string;
  alt?: string;
}

/** Nothing for a course without a picture. */
export function CoursePicture({
  course: { thumbnail, thumbnails },
  sizes = "(min-width: 40rem) 20rem, 100vw",
  class: name = "course-picture",
  alt = "",
}: CoursePictureProps) {
  if (!thumbnail) return null;
  // Copies that an earlier version kept on the device have no sizes.
  const set = (thumbnails ?? []).map(({ width, url }) => `${url} ${width}w`).join(", ");
  return <img class={name} src={thumbnail} {...(set ? { srcset: set, sizes } : {})} alt={alt} loading="lazy" />;
}
