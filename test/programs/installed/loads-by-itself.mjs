// A program that registers a loader when it runs. Workers cannot know of it: they see the options of Node alone.
import { register } from "tsx/esm/api";

register();
await import("./typed.mts");
