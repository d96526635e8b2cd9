"""Supervise the programs given as JSON: `small_supervisor.py '[["name", stage, ["command"]]]'`."""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from portrait_site.supervised import Program, Stage  # noqa: E402
from portrait_site.supervisor import Supervisor  # noqa: E402

programs = [
    Program(name, tuple(command), Stage(stage), grace_s=1.0)
    for name, stage, command in json.loads(sys.argv[1])
]
raise SystemExit(Supervisor(programs, os.environ, str(ROOT)).run())
