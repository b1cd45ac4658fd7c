/** A title as a part of a URL: `Ünïcode & Co.` is `unicode-co`. Other scripts stay as they are. */
export function slugOf(title: string): string {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase();
  const slug = plain.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80);
  return slug.replace(/^-|-$/g, "") || "entry";
}
