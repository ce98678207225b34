/** The photo or PDF of a transfer: seen on the page, or opened beside it. */

interface ProofPhotoProps {
  file: string;
  type: string | null;
  /** What a picture shows. */
  label: string;
  /** The words of the link to what is not shown here. */
  open: string;
}

export function ProofPhoto({ file, type, label, open }: ProofPhotoProps) {
  /** If the store is another host, the page loads nothing from it by itself. */
  const isOwn = file.startsWith("/");
  return (
    <p>
      <a href={file} target="_blank" rel="noopener noreferrer">
        {isOwn && type?.startsWith("image/") ? <img class="photo" src={file} alt={label} /> : open}
      </a>
    </p>
  );
}
