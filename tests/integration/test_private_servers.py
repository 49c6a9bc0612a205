"""The private servers that every other integration test stands on."""

import psycopg
import pytest
from amqp import Connection

from dev import by_pid
from dev.launch import DidNotStart
from dev.ports import answers, free_port
from dev.postgres import PostgresServer
from dev.rabbitmq import RabbitPorts, RabbitServer
from dev.servers import private_postgres, private_rabbitmq


def _connect(server: RabbitServer) -> Connection:
    connection = Connection(f"127.0.0.1:{server.port}", userid="admin", password=server.password)
    connection.connect()
    return connection


def test_two_postgres_servers_stand_side_by_side_and_leave_no_process(tmp_path):
    with private_postgres(tmp_path / "a") as one, private_postgres(tmp_path / "b") as other:
        assert one.port != other.port
        processes = [one.process, other.process]
        for server in (one, other):
            with psycopg.connect(server.url) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
        homes = [str(server._home) for server in (one, other)]
    assert not any(process.alive for process in processes)
    assert [by_pid.mentioning(home) for home in homes] == [[], []]
    assert not answers(one.port)


def test_postgres_asks_for_the_password(postgres):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(postgres.url.replace(postgres.password, "wrong"))


def test_postgres_comes_back_with_its_data_after_a_crash_that_left_its_lock_files(tmp_path):
    with private_postgres(tmp_path) as server:
        with psycopg.connect(server.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        server.kill()
        assert server.process is None
        server.start()
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_starting_a_running_postgres_changes_nothing(tmp_path):
    with private_postgres(tmp_path) as server:
        before = server.process
        assert server.start().process == before


def test_a_created_database_is_empty_even_when_its_name_was_used_before(postgres):
    with psycopg.connect(postgres.create_database("twice")) as connection:
        connection.execute("CREATE TABLE left_over (number int)")
    with psycopg.connect(postgres.create_database("twice")) as connection:
        assert connection.execute("SELECT to_regclass('left_over')").fetchone() == (None,)
    postgres.drop_database("twice")


def test_a_postgres_that_cannot_listen_says_so_with_its_own_words(tmp_path, postgres):
    server = PostgresServer(tmp_path, postgres.port, throwaway=True)
    with pytest.raises(DidNotStart, match="Address already in use"):
        server.start()
    server.remove()
    assert not server.folder.exists()


def test_two_brokers_stand_side_by_side_and_leave_neither_process_nor_port_mapper(tmp_path):
    with private_rabbitmq(tmp_path / "a") as one, private_rabbitmq(tmp_path / "b") as other:
        processes = [one.process, other.process, one.epmd, other.epmd]
        for server in (one, other):
            _connect(server).close()
            assert server.manage("GET", "/overview")["node"] == "wuchuang@localhost"
    assert not any(process.alive for process in processes)
    assert by_pid.mentioning(str(tmp_path)) == []
    assert not answers(one.ports.epmd)


def test_a_broker_keeps_its_durable_queues_through_a_crash_and_through_a_restart(tmp_path):
    with private_rabbitmq(tmp_path) as server:
        connection = _connect(server)
        connection.channel().queue_declare("kept", durable=True, auto_delete=False)
        connection.close()
        server.save_declared()
        server.kill()
        assert server.process is None
        server.start()
        server.restart()
        connection = _connect(server)
        assert connection.channel().queue_declare("kept", passive=True).queue == "kept"
        connection.close()


def test_a_created_vhost_is_empty_even_when_its_name_was_used_before(rabbitmq):
    rabbitmq.create_vhost("twice")
    rabbitmq.manage("PUT", "/queues/twice/left-over", {"durable": True})
    rabbitmq.create_vhost("twice")
    assert rabbitmq.manage("GET", "/queues/twice") == []
    rabbitmq.delete_vhost("twice")


def test_a_broker_that_cannot_listen_is_reported_and_leaves_nothing(tmp_path, rabbitmq):
    ports = RabbitPorts(rabbitmq.port, *(free_port() for _ in range(4)))
    server = RabbitServer(tmp_path, ports, throwaway=True)
    with pytest.raises(DidNotStart, match=str(rabbitmq.port)):
        server.start()
    assert server.process is None
    assert server.epmd is None
