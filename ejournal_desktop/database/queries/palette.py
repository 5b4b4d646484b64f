"""Who is found by name through the command palette: for roles that read every row of classes and names."""

from collections.abc import Mapping

from sqlalchemy import Connection, text

from ejournal_desktop.domain.gradebook import Membership, Pupil

_PUPILS = text(
    "select m.class_id, p.person_id, p.last_name, p.first_name, coalesce(p.middle_name, ''), lower(m.during)"
    " from journal.class_memberships as m join journal.people as p on p.person_id = m.pupil_id"
    ' where m.during @> current_date order by p.sort_key collate "C"'
)


def pupils_by_class(connection: Connection) -> Mapping[int, tuple[Pupil, ...]]:
    """The pupils of today of every class, by its id."""
    found: dict[int, list[Pupil]] = {}
    for row in connection.execute(_PUPILS):
        pupil = Pupil(row[1], row[2], row[3], row[4], (Membership(row[5], None),))
        found.setdefault(row[0], []).append(pupil)
    return {class_id: tuple(pupils) for class_id, pupils in found.items()}
