import { isThenable } from "../../concurrent/internal.ts";

/** A handler whose hook says who sent the request. */
export interface UserHook {
  getCurrentUser(): unknown;
}

/** The user that a handler's `getCurrentUser` finds. */
export type UserOf<Handler extends UserHook> = Awaited<ReturnType<Handler["getCurrentUser"]>>;

/** Who sent a request: asked for when somebody first wants to know, and once. */
export class CurrentUser {
  #user: unknown;
  #isKnown = false;
  #loading: PromiseLike<unknown> | undefined;

  /** Says who it is; the hook is not asked any more. */
  set(user: unknown): void {
    this.#user = user;
    this.#isKnown = true;
  }

  /** The user if it is known already, on whatever way. */
  get known(): { readonly user: unknown } | undefined {
    return this.#isKnown ? { user: this.#user } : undefined;
  }

  /** The user, or a promise of it if the hook is asynchronous and has not ended yet. */
  load(hook: UserHook): unknown {
    if (this.#isKnown) return this.#user;
    if (this.#loading !== undefined) return this.#loading;
    const user: unknown = hook.getCurrentUser();
    if (isThenable(user)) {
      this.#loading = this.#await(user);
      // A failure is for whoever waits for the user, which need not be anybody.
      this.#loading.then(undefined, () => {});
      return this.#loading;
    }
    this.set(user);
    return user;
  }

  /**
   * The user, for code that cannot wait.
   *
   * @throws {TypeError} if it would have to
   */
  get(hook: UserHook): unknown {
    const user = this.load(hook);
    if (!isThenable(user) || this.#isKnown) return user;
    throw new TypeError(
      "Cannot read currentUser as getCurrentUser() is asynchronous and has not ended: mark the method authenticated, or await this.loadCurrentUser() before",
    );
  }

  async #await(user: PromiseLike<unknown>): Promise<unknown> {
    const found = await user;
    // What was assigned meanwhile is the later word.
    if (!this.#isKnown) this.set(found);
    return this.#user;
  }
}
