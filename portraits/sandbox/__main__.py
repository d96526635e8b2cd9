"""Start the decoder: `python -m portraits.sandbox --socket PATH`."""

import os

# Before numpy is imported: its threads would not survive the fork, and a child may start none.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import sys
from pathlib import Path

from portraits.sandbox.server import AlreadyRunning, serve


def main() -> int:
    """This function will serve until it is told to stop."""
    parser = argparse.ArgumentParser(prog="python -m portraits.sandbox", description=__doc__)
    parser.add_argument("--socket", type=Path, required=True, help="where to listen")
    path = parser.parse_args().socket.absolute()
    # What a decoder does not have, it cannot give away.
    os.environ.clear()
    try:
        serve(path)
    except AlreadyRunning as problem:
        sys.stderr.write(f"{problem}\n")
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
