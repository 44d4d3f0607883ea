"""Holds many connections to a server that speaks TLS, asks on some of them all the time, and looks how another client fares.

    many_connections.py HOST PORT ROOTS.pem PROCESS IDLE ACTIVE SECONDS

IDLE connections ask for the checkpoint every twenty seconds, so that the server keeps them; ACTIVE ones once a second. Meanwhile a client
in a process of its own opens a connection for each of its requests. Prints one object: the fewest connections that were held while that
client asked, the requests answered, its longest and 99th-percentile time in milliseconds, and the most memory that PROCESS, the server,
ever had resident, in MiB. Ends with 1 where the client got a wrong answer or none.
"""

import asyncio
import http.client
import json
import multiprocessing
import ssl
import sys
import time

# Handshakes at once: more only wait for each other.
HANDSHAKES = 128
REQUEST = b"GET /checkpoint HTTP/1.1\r\nHost: %s\r\n\r\n"


def context(roots):
    return ssl.create_default_context(cafile=roots)


class Load:
    def __init__(self, host, port, roots):
        self.host, self.port, self.context = host, port, context(roots)
        self.gate = asyncio.Semaphore(HANDSHAKES)
        self.held = self.answers = self.failures = 0
        self.reasons = {}

    async def open(self):
        async with self.gate:
            return await asyncio.open_connection(self.host, self.port, ssl=self.context, ssl_handshake_timeout=120)

    def failed(self, error):
        self.failures += 1
        name = type(error).__name__
        self.reasons[name] = self.reasons.get(name, 0) + 1

    async def one(self, pause):
        """A connection that asks, and asks again after so many seconds; another one where the server ends it."""
        while True:
            try:
                reader, writer = await self.open()
            except OSError as error:
                self.failed(error)
                await asyncio.sleep(1)
                continue
            self.held += 1
            try:
                while True:
                    writer.write(REQUEST % self.host.encode())
                    head = await reader.readuntil(b"\r\n\r\n")
                    fields = (line.split(b":") for line in head.lower().split(b"\r\n") if b":" in line)
                    length = next(int(field[1]) for field in fields if field[0] == b"content-length")
                    await reader.readexactly(length)
                    if head.startswith(b"HTTP/1.1 200 "):
                        self.answers += 1
                    else:
                        self.failed(RuntimeError())
                    await asyncio.sleep(pause)
            except (OSError, EOFError, StopIteration) as error:
                self.failed(error)
            finally:
                self.held -= 1
                writer.transport.abort()


def good_client(host, port, roots, until, results):
    """Like anybody: a connection, a request, an answer."""
    trust, times, wrong = context(roots), [], 0
    paths = ["/checkpoint", "/vault.json", "/v1/manifests/all/head.json"]
    while time.time() < until:
        begun = time.monotonic()
        try:
            connection = http.client.HTTPSConnection(host, port, timeout=60, context=trust)
            connection.request("GET", paths[len(times) % len(paths)])
            answer = connection.getresponse()
            answer.read()
            connection.close()
            wrong += answer.status != 200
        except OSError:
            wrong += 1
        times.append(time.monotonic() - begun)
        time.sleep(0.2)
    times.sort()
    results.put((len(times), wrong, times[-1], times[len(times) * 99 // 100]))


def most_memory(process):
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024


async def main():
    host, port, roots, process = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    idle, active, seconds = map(int, sys.argv[5:8])
    load = Load(host, port, roots)
    tasks = [asyncio.create_task(load.one(20)) for _ in range(idle)]
    tasks += [asyncio.create_task(load.one(1)) for _ in range(active)]
    # All of them are there once at least before anything is measured.
    begun = time.monotonic()
    while load.held < (idle + active) * 98 // 100 and time.monotonic() - begun < 300:
        await asyncio.sleep(0.5)
    opened = time.monotonic() - begun
    answers, failures = load.answers, load.failures
    results = multiprocessing.Queue()
    client = multiprocessing.Process(
        target=good_client, args=(host, port, roots, time.time() + seconds, results)
    )
    client.start()
    least = load.held
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        await asyncio.sleep(1)
        least = min(least, load.held)
    count, wrong, longest, most = await asyncio.to_thread(results.get, timeout=120)
    client.join()
    for task in tasks:
        task.cancel()
    print(
        json.dumps(
            {
                "openedInSeconds": round(opened, 1),
                "leastHeld": least,
                "answers": load.answers - answers,
                "failures": load.failures - failures,
                "reasons": load.reasons,
                "goodRequests": count,
                "goodWrong": wrong,
                "goodLongestMilliseconds": round(longest * 1000),
                "good99Milliseconds": round(most * 1000),
                "serverMebibytes": round(most_memory(process)),
            }
        ),
        flush=True,
    )
    sys.exit(1 if wrong or not count else 0)


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    asyncio.run(main())
