import { canLimit, limitOf, setLimit } from "./descriptor-limit.ts";
import type { Disturbance } from "./disturbance.ts";
import { descriptorsOf } from "./process-table.ts";

const mostMore = 5;

/** Nobody reads what the server writes to its standard outputs. */
export const pauseReader: Disturbance = {
  name: "pause the log's reader",
  weight: 2,
  start({ server }) {
    server.setReading(false);
    return () => server.setReading(true);
  },
};

/** The disk for the log and for uploads has no byte left. */
export const fillDisk: Disturbance = {
  name: "fill the disk",
  weight: 2,
  cannot: ({ disk }) => disk.cannotFill && `no disk of its own can be mounted: ${disk.cannotFill}`,
  start({ disk, history }) {
    const end = history.begin("disk");
    disk.fill();
    return () => {
      disk.empty();
      end();
    };
  },
};

/** A serving process, or the first one, can open hardly anything more. */
export const starveDescriptors: Disturbance = {
  name: "starve of descriptors",
  weight: 2,
  cannot: () => (canLimit() ? undefined : "there is no prlimit"),
  start({ server, random, history }) {
    const pid = random.pick([server.pid, ...server.serving().map((entry) => entry.pid)]);
    const before = limitOf(pid);
    if (before === undefined) return undefined;
    const end = history.begin("descriptors");
    setLimit(pid, descriptorsOf(pid) + random.below(mostMore));
    return () => {
      setLimit(pid, before);
      end();
    };
  },
};
