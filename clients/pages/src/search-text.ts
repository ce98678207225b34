/** Text as searches on this device compare it. */

/** In small letters, without apostrophes and accents, as the server does it. */
export function foldText(text: string): string {
  return text
    .toLocaleLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f'‘’ʻʼ`]/g, "")
    .trim();
}
