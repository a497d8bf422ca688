import threading

from worker.records.turn import turn


def test_only_one_has_the_turn(engine):
    inside, seen = [], []
    started = threading.Event()

    def wait_for_it():
        started.set()
        with turn(engine):
            seen.append(tuple(inside))

    other = threading.Thread(target=wait_for_it)
    with turn(engine):
        other.start()
        started.wait(5)
        inside.append("first")
    other.join(5)

    assert seen == [("first",)]


def test_the_turn_is_free_again_after_an_error(engine):
    for _ in range(2):
        try:
            with turn(engine):
                raise ValueError  # noqa: TRY301 - the error is what is tried
        except ValueError:
            continue

    with turn(engine):
        pass
