"""Python's ThreadPoolExecutor under asyncio. It gets its job as JSON on standard input and prints what it counted,
as harness/pools/client-main.js does. The garbage collector and the threads' switch interval are as Python has them."""

import asyncio
import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor


def noop(value):
    return value


def spin(rounds):
    # A fiftieth of the rounds, to come near to the few milliseconds that a task takes in JavaScript.
    state = 2463534242
    for _ in range(rounds // 50):
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
    return state


def touch(data):
    # Threads share their memory: what has to be copied, so that the caller's stays as it is, is copied once.
    return touch_and_move(bytearray(data))


def touch_and_move(data):
    data[0] = (data[0] + 1) & 255
    return data


class Client:
    def __init__(self, job):
        self.job = job
        self.task = {"noop": noop, "spin": spin, "touch": touch, "touchAndMove": touch_and_move}[job["task"]]
        is_data = job["task"].startswith("touch")
        self.argument = bytearray(job["argument"]) if is_data else job["argument"]
        self.calls = 0
        self.latencies = []
        self.is_counting = False
        self.is_over = False

    async def chain(self, loop, pool):
        while not self.is_over:
            before = time.perf_counter()
            answer = await loop.run_in_executor(pool, self.task, self.argument)
            self.check(answer)
            if self.is_counting:
                self.calls += 1
                if self.job["inFlight"] == 1:
                    self.latencies.append(time.perf_counter() - before)

    def check(self, answer):
        is_wrong = {
            "noop": lambda: answer != self.argument,
            "spin": lambda: answer == 0,
            "touch": lambda: answer[0] != 1 or len(answer) != len(self.argument),
            "touchAndMove": lambda: answer is not self.argument,
        }[self.job["task"]]
        if is_wrong():
            raise ValueError("a task came back with another value")

    async def measure(self):
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(self.job["workers"]) as pool:
            chains = [asyncio.create_task(self.chain(loop, pool)) for _ in range(self.job["inFlight"])]
            await asyncio.sleep(max(self.job["warmUp"], 0.1))
            self.is_counting, started, used = True, time.perf_counter(), processor_seconds()
            await asyncio.sleep(self.job["seconds"])
            self.is_counting, seconds = False, time.perf_counter() - started
            cpu_seconds = processor_seconds() - used
            self.is_over = True
            await asyncio.gather(*chains)
        result = {"calls": self.calls, "seconds": seconds, "cpuSeconds": cpu_seconds}
        if self.latencies:
            self.latencies.sort()
            result["p99Ms"] = self.latencies[len(self.latencies) * 99 // 100] * 1000
        return result


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


print(json.dumps(asyncio.run(Client(json.load(sys.stdin)).measure())))
