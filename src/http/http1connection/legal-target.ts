import { isAuthority } from "./authority.ts";

const targetText = /^[\x21\x22\x24-\x7e\x80-\xff]+$/;
const absoluteForm = /^https?:\/\/([^/?]+)/i;

/** Whether a request with that method may have that target (RFC 9112 §3.2). */
export function isLegalTarget(method: string, target: string): boolean {
  if (!targetText.test(target)) return false;
  if (method === "CONNECT") return /:[0-9]+$/.test(target) && isAuthority(target);
  if (target.startsWith("/")) return true;
  if (target === "*") return method === "OPTIONS";
  const authority = absoluteForm.exec(target)?.[1];
  return authority !== undefined && isAuthority(authority);
}
