import { Agent } from "undici";
import type { ClientSSLOptions } from "../../net/netutil/index.ts";

/** Connections to servers. The time that connecting may take is a property of undici's agents, hence several. */
export class AgentPool {
  readonly #agents = new Map<number, Agent>();
  readonly #secureAgents = new Map<ClientSSLOptions, Agent>();
  #isClosed = false;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** @returns what connects within `connectTimeoutMs`, over TLS by these options */
  agent(connectTimeoutMs: number, sslOptions?: ClientSSLOptions): Agent {
    if (sslOptions !== undefined) return this.#secureAgent(connectTimeoutMs, sslOptions);
    const known = this.#agents.get(connectTimeoutMs);
    const agent = known ?? new Agent({ connect: { timeout: connectTimeoutMs } });
    if (known === undefined) this.#agents.set(connectTimeoutMs, agent);
    return agent;
  }

  /** Cuts all connections. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const agents = [...this.#agents.values(), ...this.#secureAgents.values()];
    await Promise.all(agents.map((agent) => agent.destroy()));
  }

  #secureAgent(connectTimeoutMs: number, sslOptions: ClientSSLOptions): Agent {
    const known = this.#secureAgents.get(sslOptions);
    if (known !== undefined) return known;
    const agent = new Agent({ connect: { ...sslOptions, timeout: connectTimeoutMs } });
    this.#secureAgents.set(sslOptions, agent);
    return agent;
  }
}

let shared: AgentPool | undefined;

/** The pool of all clients that did not ask for one of their own. */
export function sharedAgentPool(): AgentPool {
  if (shared === undefined || shared.isClosed) shared = new AgentPool();
  return shared;
}
