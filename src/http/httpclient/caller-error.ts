/**
 * Carries what a function of the caller threw through a dependency, so that it comes out of `fetch` as it is, and what the
 * dependency says itself does not.
 *
 * @internal
 */
export class CallerError extends Error {
  override readonly name = "CallerError";

  /** @param thrown - by the caller's function; `cause` holds it */
  constructor(thrown: unknown) {
    super("A function of the caller failed", { cause: thrown });
  }
}
