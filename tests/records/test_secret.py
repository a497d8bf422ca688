from worker.records.database import reading, writing
from worker.records.secret import OCTETS, secret


def test_the_secret_is_made_once_and_stays(engine):
    with writing(engine) as connection:
        made = secret(connection)

    with reading(engine) as connection:
        assert secret(connection) == made
    assert len(made) == OCTETS
