/** What the name of a pupil's file ends with, so that a double click opens it. */

const OFFICE_TYPE_PREFIX = "application/vnd.openxmlformats-officedocument.";

/** By the types that the server takes. */
const EXTENSIONS: Record<string, string> = {
  "application/pdf": ".pdf",
  [`${OFFICE_TYPE_PREFIX}wordprocessingml.document`]: ".docx",
  [`${OFFICE_TYPE_PREFIX}presentationml.presentation`]: ".pptx",
  [`${OFFICE_TYPE_PREFIX}spreadsheetml.sheet`]: ".xlsx",
  "image/jpeg": ".jpg",
  "image/png": ".png",
  "image/webp": ".webp",
  "image/gif": ".gif",
  "audio/mpeg": ".mp3",
  "audio/mp4": ".m4a",
  "audio/ogg": ".ogg",
  "audio/wav": ".wav",
  "audio/webm": ".weba",
  "video/mp4": ".mp4",
  "video/quicktime": ".mov",
  "video/webm": ".webm",
};

/** Empty for a type that nobody can send. */
export function getFileExtension(type: string): string {
  return EXTENSIONS[type.split(";")[0]?.trim().toLowerCase() ?? ""] ?? "";
}
