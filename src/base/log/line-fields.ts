let current: (() => object | undefined) | undefined;

/** Has every later line of the loggers carry what `fields` gives at that moment, beside its own fields. */
export function setLineFields(fields: () => object | undefined): void {
  current = fields;
}

/** A new object with the fields of a line that is being written. */
export function lineFields(): object {
  return { ...current?.() };
}
