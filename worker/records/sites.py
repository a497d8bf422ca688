"""What was written into the folder of a site: the records in short and a manifest of the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, delete, func, insert, select, update

from worker.records.parts import parts
from worker.records.tables import pages, records, sites, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

MADE_BY = "made_by"  # beside what is kept of a record: the version that made its files


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file of a site; ``changed_at`` is None until it stands, ``ours`` that it stood there once at least."""

    path: str
    slug: str  # of the record it tells of; "" where it tells of all
    sha256: str
    size: int
    changed_at: int | None = None
    ours: bool = False


def site_in(connection: Connection, out: str) -> int | None:
    """Give the number of the site in a folder, None where none was published there."""
    return connection.execute(select(sites.c.id).where(sites.c.out == out)).scalar()


def begin(connection: Connection, out: str) -> int:
    """Give the number of the site in a folder, a new one where none was published there."""
    known = site_in(connection, out)
    if known is not None:
        return known
    number = (connection.execute(select(func.max(sites.c.id))).scalar() or 0) + 1
    connection.execute(insert(sites).values(id=number, out=out, shared_by=""))
    return number


def shared_by(connection: Connection, site: int) -> str:
    """Tell by what the files that all records share were made; "" while they are out of step."""
    return str(connection.execute(select(sites.c.shared_by).where(sites.c.id == site)).scalar() or "")


def note_shared(connection: Connection, site: int, by: str) -> None:
    """Note by what the files that all records share are made, or with "" that they are out of step."""
    connection.execute(update(sites).where(sites.c.id == site).values(shared_by=by))


def settle_shared(connection: Connection, site: int, by: str) -> None:
    """Note by what the files that all records share were made; where another run did so meanwhile, they are not."""
    overtaken = sites.c.shared_by != ""
    connection.execute(update(sites).where(sites.c.id == site).values(shared_by=case((overtaken, ""), else_=by)))


def manifest(connection: Connection, site: int) -> dict[str, Written]:
    """Give all files of a site by their paths."""
    chosen = select(*written.c["path", "slug", "sha256", "size", "changed_at", "ours"]).where(written.c.site == site)
    return {
        path: Written(path=path, slug=slug, sha256=sha256, size=size, changed_at=changed_at, ours=ours)
        for path, slug, sha256, size, changed_at, ours in connection.execute(chosen)
    }


def wrote(connection: Connection, path: str, sha256: str) -> bool:
    """Tell whether a file was written with these octets into some folder: it may have been copied or moved since."""
    chosen = select(written.c.site).where(written.c.path == path, written.c.sha256 == sha256).limit(1)
    return connection.execute(chosen).first() is not None


def keep(connection: Connection, site: int, files: Iterable[Written], known: Mapping[str, Written]) -> None:
    """Write files down as they are, or are just about to be."""
    rows = [
        {
            "on": site,
            "file": f.path,
            "of": f.slug,
            "digest": f.sha256,
            "octets": f.size,
            "at": f.changed_at,
            "our": f.ours,
        }
        for f in files
    ]
    values: dict[str, Any] = {
        "slug": bindparam("of"),
        "sha256": bindparam("digest"),
        "size": bindparam("octets"),
        "changed_at": bindparam("at"),
        "ours": bindparam("our"),
    }
    if old := [row for row in rows if row["file"] in known]:
        the_file = written.c.site == bindparam("on"), written.c.path == bindparam("file")
        connection.execute(update(written).where(*the_file).values(values), old)
    if new := [row for row in rows if row["file"] not in known]:
        connection.execute(insert(written).values(values | {"site": bindparam("on"), "path": bindparam("file")}), new)


def forget(connection: Connection, site: int, paths: Iterable[str]) -> None:
    """Leave files out that are gone."""
    rows = [{"on": site, "file": path} for path in paths]
    if rows:
        the_file = written.c.site == bindparam("on"), written.c.path == bindparam("file")
        connection.execute(delete(written).where(*the_file), rows)


def heads(connection: Connection, site: int) -> tuple[Mapping[str, Any], ...]:
    """Give all public records in short."""
    kept = connection.execute(select(pages.c.head).where(pages.c.site == site)).scalars()
    return tuple({name: value for name, value in head.items() if name != MADE_BY} for head in kept)


def shown(connection: Connection, site: int) -> int:
    """Count the public records."""
    return connection.execute(select(func.count()).where(pages.c.site == site)).scalar_one()


def made_by(connection: Connection, site: int, version: str, slugs: Sequence[str]) -> frozenset[str]:
    """Give those of some public records whose files a version of the program made."""
    chosen = pages.c.site == site, pages.c.slug.in_(slugs), pages.c.head[MADE_BY].as_string() == version
    return frozenset(connection.execute(select(pages.c.slug).where(*chosen)).scalars())


def gone(connection: Connection, site: int) -> tuple[str, ...]:
    """Give the slugs that stand in public and are no records any more."""
    slugs = select(written.c.slug).where(written.c.site == site, written.c.slug != "")
    both = slugs.union(select(pages.c.slug).where(pages.c.site == site)).subquery()
    return tuple(connection.execute(select(both.c.slug).where(both.c.slug.not_in(select(records.c.slug)))).scalars())


def keep_heads(
    connection: Connection, site: int, told: Mapping[str, Mapping[str, Any] | None], *, version: str
) -> None:
    """Keep records in short with the version that made their files, and leave those out that are public no more."""
    slugs = sorted(told)
    for some in parts(slugs):
        connection.execute(delete(pages).where(pages.c.site == site, pages.c.slug.in_(some)))
    kept = {slug: {**head, MADE_BY: version} for slug, head in told.items() if head}
    rows: Sequence[dict[str, Any]] = [{"site": site, "slug": slug, "head": head} for slug, head in kept.items()]
    if rows:
        connection.execute(insert(pages), rows)
