type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Does not compile unless `A` and `B` are the very same type; the call itself does nothing. */
export function sameType<A, B>(..._differ: Same<A, B> extends true ? [] : ["the types differ"]): void {}
