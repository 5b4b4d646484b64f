"""Jobs for the drawing process: it imports them, so they live in a module."""

import os
import time


def draw(text, *, progress, cancelled):
    for page in range(3):
        progress(page + 1, 3)
    return f"{text} {os.getpid()}"


def obedient(*, progress, cancelled):
    progress(0, 100)
    while not cancelled():
        time.sleep(0.01)
    return "stopped by itself"


def deaf(*, progress, cancelled):
    progress(0, 1)
    time.sleep(60)


def dies(*, progress, cancelled):
    os._exit(3)


def stumbles(*, progress, cancelled):
    raise ZeroDivisionError
