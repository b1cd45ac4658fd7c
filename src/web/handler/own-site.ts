/**
 * The target of a request as a path that stays on this site wherever a browser meets it: `//evil.com` would be another
 * site's address, and so would `/\evil.com`, which browsers read alike.
 *
 * @param target - characters that stand for bytes, as in a request
 */
export function withinOwnSite(target: string): string {
  return target.replace(/^[/\\]+/, "/").replace(/[^\x21-\x7e]/g, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
