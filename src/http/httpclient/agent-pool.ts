import { Agent } from "undici";

/** Connections to servers. The time that connecting may take is a property of undici's agents, hence several. */
export class AgentPool {
  readonly #agents = new Map<number, Agent>();
  #isClosed = false;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** @returns what connects within `connectTimeoutMs` */
  agent(connectTimeoutMs: number): Agent {
    const known = this.#agents.get(connectTimeoutMs);
    const agent = known ?? new Agent({ connect: { timeout: connectTimeoutMs } });
    if (known === undefined) this.#agents.set(connectTimeoutMs, agent);
    return agent;
  }

  /** Cuts all connections. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()));
  }
}

let shared: AgentPool | undefined;

/** The pool of all clients that did not ask for one of their own. */
export function sharedAgentPool(): AgentPool {
  if (shared === undefined || shared.isClosed) shared = new AgentPool();
  return shared;
}
