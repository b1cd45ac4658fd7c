import { AsyncResource } from "node:async_hooks";
import { performance } from "node:perf_hooks";
import { setLongTimeout } from "../../concurrent/internal.ts";
import { LoopQuiet, type LoopReading, readLoop } from "./loop-quiet.ts";
import { type Alarm, RestAlarm } from "./rest-alarm.ts";

/** What a {@link Heartbeat} tells. */
export interface HeartEvents {
  /** The loop came round. @returns whether the beats may end if it does nothing else */
  onBeat(): boolean;
  /** How many of the loop's events, in all, came of `onBeat` itself. */
  ownEvents(): number;
  /** The loop does nothing, so there are no beats until `onWake`. */
  onRest(): void;
  /** @param activeMs - for how long the loop has been busy before this was noticed */
  onWake(activeMs: number): void;
}

/** A timer that keeps no process alive and fires once; then `refresh()` sets it again. */
export interface BeatTimer {
  refresh(): unknown;
  close(): unknown;
}

/** What a {@link Heartbeat} needs of the system. */
export interface HeartParts {
  setTimer(callback: () => void, delayMs: number): BeatTimer;
  readLoop(): LoopReading;
  /** How long the loop has not been waiting, in all. */
  activeMs(): number;
  readonly alarm: Alarm;
}

/** Beats while the loop does something, and rests while it does nothing. */
export class Heartbeat {
  readonly #intervalMs: number;
  readonly #events: HeartEvents;
  readonly #parts: HeartParts;
  readonly #quiet: LoopQuiet;
  #timer: BeatTimer | undefined;
  #isResting = false;
  #isSleepless = false;
  #activeMsAtRest = 0;
  #wake: (isTurn: boolean) => void = () => {};

  constructor(intervalMs: number, events: HeartEvents, parts: HeartParts = systemParts()) {
    this.#intervalMs = intervalMs;
    this.#events = events;
    this.#parts = parts;
    this.#quiet = new LoopQuiet(() => this.#readLoop());
  }

  /** Whether whatever ends a rest is noticed before it begins. */
  get isAlarmComplete(): boolean {
    return this.#parts.alarm.isComplete;
  }

  get isRunning(): boolean {
    return this.#timer !== undefined;
  }

  get isResting(): boolean {
    return this.#isResting;
  }

  start(): void {
    // A request that ends a rest is not what the beats after it belong to.
    const context = new AsyncResource("TyphoonHeartbeat");
    this.#wake = (isTurn) => context.runInAsyncScope(() => this.#wakeUp(isTurn));
    this.#timer = this.#parts.setTimer(() => this.#beat(), this.#intervalMs);
  }

  stop(): void {
    this.#timer?.close();
    this.#timer = undefined;
    this.#isResting = false;
    this.#parts.alarm.clear();
  }

  /** There are to be no rests any more. */
  stayAwake(): void {
    this.#isSleepless = true;
  }

  /** The present turn of the loop is not about the application: a rest goes on. */
  sleepOn(): void {
    this.#activeMsAtRest = this.#parts.activeMs();
    this.#parts.alarm.sleepOn();
  }

  #beat(): void {
    const isFree = this.#events.onBeat();
    const isQuiet = this.#quiet.beat();
    if (isFree && isQuiet && !this.#isSleepless) this.#rest();
    else this.#timer?.refresh();
  }

  #readLoop(): LoopReading {
    const reading = this.#parts.readLoop();
    return { ...reading, events: reading.events - this.#events.ownEvents() };
  }

  #rest(): void {
    if (this.#timer === undefined) return;
    this.#isResting = true;
    this.#activeMsAtRest = this.#parts.activeMs();
    this.#events.onRest();
    this.#parts.alarm.set(this.#wake);
  }

  #wakeUp(isTurn: boolean): void {
    this.#isResting = false;
    this.#quiet.wake(isTurn);
    this.#timer?.refresh();
    this.#events.onWake(this.#parts.activeMs() - this.#activeMsAtRest);
  }
}

function systemParts(): HeartParts {
  return {
    setTimer,
    readLoop,
    activeMs: () => performance.eventLoopUtilization().active,
    alarm: new RestAlarm(),
  };
}

function setTimer(callback: () => void, delayMs: number): BeatTimer {
  const timer = setLongTimeout(callback, delayMs);
  timer?.unref();
  return { refresh: () => timer?.refresh(), close: () => clearTimeout(timer) };
}
