"""Whether memory, which may hold a photo, could be written to a disk in clear."""

from pathlib import Path

# Compressed memory is no disk.
IN_MEMORY = "/dev/zram"


def unencrypted_swap(swaps: Path = Path("/proc/swaps"), blocks: Path = Path("/sys/block")) -> int:
    """This function will return how many active swap areas are not known to be encrypted."""
    if not swaps.is_file():
        return 0
    areas = [line.split()[0] for line in swaps.read_text(encoding="utf-8").splitlines()[1:]]
    return sum(not (area.startswith(IN_MEMORY) or _is_encrypted(area, blocks)) for area in areas)


def _is_encrypted(area: str, blocks: Path) -> bool:
    identity = blocks / Path(area).resolve().name / "dm" / "uuid"
    return identity.is_file() and identity.read_text(encoding="ascii").startswith("CRYPT-")
