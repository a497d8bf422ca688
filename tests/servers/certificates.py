"""Certificates of all kinds, made by the ``openssl`` program in a folder of the tests."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """
[ca]
default_ca = a
[a]
database = index.txt
rand_serial = yes
unique_subject = no
default_md = sha256
new_certs_dir = .
policy = p
[p]
commonName = supplied
"""
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate and its key, each in a file."""

    file: Path
    key: Path


class Authority:
    """Signs certificates; whoever trusts ``file`` trusts them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file, self.key = folder / "ca.pem", folder / "ca.key"
        (folder / "ca.conf").write_text(CONFIG, encoding="ascii")
        (folder / "index.txt").touch()
        self.made("ca", "-x509", "-days", "3650", "-subj", "/CN=An authority of the tests")

    def signed(self, host: str, *, since: str = "20200101000000Z", until: str = "20491231000000Z") -> Certificate:
        """Sign a certificate for a host."""
        name = f"{host}-{until}"
        self.made(name, "-subj", f"/CN={host}", out="csr")
        kind = "IP" if host.replace(".", "").isdigit() else "DNS"
        (self.folder / f"{name}.ext").write_text(f"subjectAltName = {kind}:{host}\n", encoding="ascii")
        openssl(
            self.folder,
            *("ca", "-batch", "-notext", "-config", "ca.conf", "-cert", "ca.pem", "-keyfile", "ca.key"),
            *("-in", f"{name}.csr", "-out", f"{name}.pem", "-extfile", f"{name}.ext"),
            *("-startdate", since, "-enddate", until),
        )
        return Certificate(file=self.folder / f"{name}.pem", key=self.folder / f"{name}.key")

    def self_signed(self, host: str) -> Certificate:
        """Make a certificate that nobody signed but itself."""
        name = f"{host}-self"
        self.made(name, "-x509", "-days", "3650", "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}")
        return Certificate(file=self.folder / f"{name}.pem", key=self.folder / f"{name}.key")

    def made(self, name: str, *options: str, out: str = "pem") -> None:
        """Make a key with a certificate or a request for one."""
        openssl(self.folder, "req", *KEY, "-keyout", f"{name}.key", "-out", f"{name}.{out}", *options)


def openssl(folder: Path, *arguments: str) -> None:
    """Run the program; what it says is told only if it fails."""
    ran = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
