"""Keep the processes of one copy running: `manage.py serve` is built on this.

A single thread waits for three things: output of a child, a signal, a restart that is due.
Every child has its own session, so that Ctrl-C reaches the supervisor alone and it can stop them
in order: who brings work first, then the workers (which may finish what they have in hand), then
what they depend on. The supervisor adopts orphans, and the kernel ends its children when it dies:
either way nothing is left running.
"""

import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Iterable, Mapping
from typing import TextIO

from portrait_site.process_control import adopt_orphans, kill_orphans
from portrait_site.supervised import Child, Program, Stage

RESTART_AFTER_S = 1.0
DEATHS_IN_A_ROW = 5
DEATHS_WITHIN_S = 60.0
TICK_S = 0.5


class Supervisor:
    """Starts programs in the order given, keeps them up, stops them by stage."""

    def __init__(
        self, programs: Iterable[Program], environment: Mapping[str, str], folder: str
    ) -> None:
        self.children = [Child(program) for program in programs]
        self._environment = environment
        self._folder = folder
        self._selector = selectors.DefaultSelector()
        self._out: TextIO = sys.stdout
        self._width = max((len(child.program.name) for child in self.children), default=0)
        self._stop_signals = 0
        self._has_failed = False
        self._ready: tuple[int, str] | None = None

    def announce(self, words: str, *, when_readable: int) -> None:
        """This function will print the words once a child has written to this descriptor."""
        self._ready = (when_readable, words)
        self._selector.register(when_readable, selectors.EVENT_READ)

    def say(self, words: str, name: str = "serve") -> None:
        """This function will print one line under the name of its sender."""
        try:
            self._out.write(f"{name:<{self._width}} | {words}\n")
            self._out.flush()
        except BrokenPipeError:
            # Whoever read our output is gone: stop as if asked to, and print nowhere.
            self._out = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
            self._stop_signals += 1

    def run(self) -> int:
        """This function will supervise until told to stop; 0 when that went well, else 1."""
        adopt_orphans()
        self._listen_for_signals()
        try:
            for child in self.children:
                self._start(child)
            while not self._stop_signals and not self._has_failed:
                self._wait(TICK_S)
                self._look_after_children()
        finally:
            self._stop_all()
        return 1 if self._has_failed else 0

    def _listen_for_signals(self) -> None:
        reader, writer = socket.socketpair()
        for end in (reader, writer):
            end.setblocking(False)
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        # Kept by the selector's registration and by this object, or the wake-up would be lost.
        self._wakeup = (reader, writer)
        self._selector.register(reader, selectors.EVENT_READ)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_stop)

    def _note_stop(self, *_: object) -> None:
        self._stop_signals += 1

    def _start(self, child: Child) -> None:
        output = child.start(self._environment, self._folder)
        self._selector.register(output, selectors.EVENT_READ, child)

    def _wait(self, timeout_s: float) -> None:
        for key, _ in self._selector.select(timeout_s):
            if isinstance(key.data, Child):
                self._relay(key.data)
            elif key.fileobj is self._wakeup[0]:
                self._wakeup[0].recv(4096)
            else:
                self._print_announcement()

    def _relay(self, child: Child) -> None:
        for line in child.read_lines():
            self.say(line, child.program.name)

    def _print_announcement(self) -> None:
        if self._ready:
            descriptor, words = self._ready
            self._selector.unregister(descriptor)
            self._ready = None
            for line in words.splitlines():
                self.say(line)

    def _look_after_children(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.has_ended():
                self._plan_restart(child, self._collect(child), now)
            elif child.restart_at is not None and now >= child.restart_at:
                self._start(child)

    def _collect(self, child: Child) -> int:
        self._relay(child)
        for line in child.take_rest():
            self.say(line, child.program.name)
        if child.process and child.process.stdout:
            self._selector.unregister(child.process.stdout)
        code = child.bury()
        kill_orphans({other.pid for other in self.children if other.pid})
        return code

    def _plan_restart(self, child: Child, code: int, now: float) -> None:
        name = child.program.name
        if child.count_death(now, DEATHS_WITHIN_S) >= DEATHS_IN_A_ROW:
            self._has_failed = True
            self.say(f"{name} ended {DEATHS_IN_A_ROW} times within a minute; stopping everything.")
            self.say(f"Its last lines stand above, marked {name!r}.")
            return
        self.say(f"{name} ended ({_reason(code)}); starting it again")
        child.restart_at = now + RESTART_AFTER_S

    def _stop_all(self) -> None:
        self.say("stopping")
        asked = self._stop_signals
        for stage in Stage:
            self._stop([child for child in self.children if child.program.stage is stage], asked)
        kill_orphans(set())
        self.say("stopped; nothing is left running")

    def _stop(self, children: list[Child], asked: int) -> None:
        for child in children:
            child.ask_to_stop()
        deadline = time.monotonic() + max((c.program.grace_s for c in children), default=0.0)
        while any(child.pid for child in children):
            # A second Ctrl-C means: now.
            if time.monotonic() > deadline or self._stop_signals > asked + 1:
                for child in children:
                    child.kill()
            self._wait(0.05)
            for child in children:
                if child.has_ended():
                    self._collect(child)


def _reason(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
