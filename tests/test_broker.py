from __future__ import annotations

import pytest
from kombu import Connection, Consumer, Queue

from tests.servers.redis import redis as run_redis
from worker.broker import PatientQoS, be_patient


@pytest.fixture
def own_redis(tmp_path):
    with run_redis(tmp_path) as server:
        yield server


@pytest.mark.parametrize("says", ["ack", "reject", "requeue"])
def test_a_worker_that_cannot_say_that_a_task_is_done_asks_for_the_next(own_redis, says):
    be_patient()
    got = []
    with Connection(own_redis.url, transport_options={"max_retries": 1}) as connection, connection.channel() as channel:
        queue = Queue("onrecord", channel=channel)
        consumer = Consumer(channel, [queue], callbacks=[lambda _body, message: got.append(message)])
        consumer.qos(prefetch_count=1)
        consumer.consume()
        connection.Producer().publish({"a": "task"}, routing_key="onrecord", declare=[queue])
        connection.drain_events(timeout=5)
        full = not channel.qos.can_consume()
        own_redis.stop()

        with pytest.raises(connection.connection_errors):
            getattr(got[0], says)()

        assert full
        assert isinstance(channel.qos, PatientQoS)
        assert channel.qos.can_consume()
        own_redis.start()
