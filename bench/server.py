"""Measures the web server from outside: how soon it answers, how fast, and its memory."""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

CLIENTS = 4
SECONDS = 3.0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def measure(
    environment: Mapping[str, str], pages: Mapping[str, str], runs: int
) -> dict[str, object]:
    """Start `livskraft serve --workers 1` twice, first to make ready, and measure the second one."""
    with serving(environment, pages["list"]):
        pass
    with serving(environment, pages["list"]) as (port, seconds, process):
        found: dict[str, object] = {"cold_start_seconds": seconds}
        for name in ("goal", "activity", "list", "list-all", "minimal"):
            found[name] = {
                "milliseconds": _latency(port, pages[name], runs) * 1000,
                "per_second": _rate(port, pages[name]),
            }
        found["worker_peak_megabytes"] = _peak_of_workers(process)
    return found


@contextmanager
def serving(
    environment: Mapping[str, str], first: str
) -> Iterator[tuple[int, float, subprocess.Popen[bytes]]]:
    """Run the server; give its port, the seconds to its first answer, and its process."""
    port = free_port()
    command = [sys.executable, "-m", "livskraft", "serve", "--workers", "1", "--port", str(port)]
    started = time.perf_counter()
    process = subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL)
    try:
        _first_answer(process, port, first)
        yield port, time.perf_counter() - started, process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _first_answer(process: subprocess.Popen[bytes], port: int, address: str) -> None:
    """Wait until the server answers a whole page."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"The server ended with code {process.returncode}.")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            _ask(connection, address)
        except OSError:
            time.sleep(0.01)
        else:
            return
        finally:
            connection.close()
    raise SystemExit("The server did not answer within two minutes.")


def _ask(connection: http.client.HTTPConnection, address: str) -> None:
    connection.request("GET", address)
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise SystemExit(f"{address}: {response.status}")


def _latency(port: int, address: str, runs: int) -> float:
    """Return the median of one request after the other, in seconds, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        _ask(connection, address)
        times.append(time.perf_counter() - started)
    connection.close()
    return statistics.median(times)


def _rate(port: int, address: str) -> float:
    """Return requests per second with four clients at once for three seconds."""
    deadline = time.monotonic() + SECONDS

    def client(_number: int) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        asked = 0
        while time.monotonic() < deadline:
            _ask(connection, address)
            asked += 1
        connection.close()
        return asked

    started = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        asked = sum(pool.map(client, range(CLIENTS)))
    return asked / (time.monotonic() - started)


def _peak_of_workers(process: subprocess.Popen[bytes]) -> float | None:
    """Return the largest resident memory that a worker has had, None where Linux's /proc is not."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        return None
    peaks = [_peak(int(pid)) for pid in children.read_text().split()]
    return max([peak for peak in peaks if peak] or [_peak(process.pid) or 0.0])


def _peak(pid: int) -> float | None:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) / 1024


def environment_of(data: str, database: str) -> dict[str, str]:
    """Return the environment of an installation of its own in the folder `data`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIVSKRAFT_")}
    return {
        **kept,
        "LIVSKRAFT_DATA": data,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
