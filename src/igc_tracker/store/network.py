"""Which file system a register lies on, and whether a lock there can be trusted to keep other machines off."""

from __future__ import annotations

import os
from pathlib import Path

from igc_tracker.domain.errors import NetworkFileSystemError

MOUNTS = Path("/proc/self/mountinfo")
"""Where Linux tells what is mounted. Where there is no such file, nothing is known and nothing refused."""

_NETWORK = frozenset({
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "drvfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4",
    "ocfs2", "prl_fs", "smb3", "smbfs", "vboxsf", "virtiofs",
})  # fmt: skip
_LOCAL_FUSE = frozenset({
    "bindfs", "cryfs", "encfs", "fuse-overlayfs", "gocryptfs", "mergerfs", "ntfs-3g", "securefs", "unionfs",
})  # fmt: skip
"""Of what programs show as a file system, these lie on disks of this machine; of others nobody knows where they lie."""


def file_system(path: Path) -> str | None:
    """Return the type of the file system that ``path`` lies on, or would lie on; None where it is not known."""
    real = Path(os.path.realpath(path))
    try:
        while not real.exists():
            real = real.parent
        device = real.stat().st_dev
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in mounts.splitlines():
        # 36 35 98:0 /root /mount/point rw,noatime master:1 - ext3 /dev/root rw
        before, _, after = line.partition(" - ")
        if after and before.split()[2:3] == [wanted]:
            return after.split(maxsplit=1)[0]
    return None


def is_network(kind: str | None) -> bool:
    """Tell whether files of this type may lie on another machine."""
    if kind is None:
        return False
    family, _, program = kind.partition(".")
    return program not in _LOCAL_FUSE if family == "fuse" and program else kind in _NETWORK


def refuse_network(path: Path) -> None:
    """Raise NetworkFileSystemError where ``path`` lies on another machine, or may."""
    kind = file_system(path)
    if is_network(kind):
        raise NetworkFileSystemError(path=path, kind=kind)
