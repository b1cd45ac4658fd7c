/** @returns the text, or its beginning if it has more characters than `most` */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
