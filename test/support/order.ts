/** Notes the order in which promises resolve. */
export class Order {
  /** The names in that order. */
  readonly names: string[] = [];

  /** Notes `name` when `promise` resolves, which this passes on. */
  async note<T>(name: string, promise: Promise<T>): Promise<T> {
    const value = await promise;
    this.names.push(name);
    return value;
  }
}
