"""The operator hears of swap that could keep a photo in clear."""

from pathlib import Path

from portrait_site.swap import unencrypted_swap

HEADER = "Filename Type Size Used Priority\n"


def count(tmp_path: Path, *areas: str) -> int:
    swaps = tmp_path / "swaps"
    swaps.write_text(HEADER + "".join(f"{area} partition 100 0 -2\n" for area in areas))
    return unencrypted_swap(swaps, tmp_path / "block")


def test_a_machine_without_swap_is_fine(tmp_path: Path) -> None:
    assert count(tmp_path) == 0
    assert unencrypted_swap(tmp_path / "absent") == 0


def test_a_plain_partition_and_a_file_are_counted(tmp_path: Path) -> None:
    assert count(tmp_path, "/dev/sda2", "/swapfile") == 2


def test_encrypted_swap_and_compressed_memory_are_not(tmp_path: Path) -> None:
    identity = tmp_path / "block" / "dm-7" / "dm" / "uuid"
    identity.parent.mkdir(parents=True)
    identity.write_text("CRYPT-PLAIN-swap\n")

    assert count(tmp_path, "/dev/dm-7", "/dev/zram0") == 0
