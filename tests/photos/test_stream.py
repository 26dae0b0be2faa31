import os
import re

import pytest

from footprint.photos.stream import HEAD_WINDOW, Stream


def test_bytes_are_cut_at_both_ends():
    stream = Stream.of(b"0123456789")
    assert stream.at(2, 3) == b"234"
    assert stream.at(8, 100) == b"89"
    assert stream.at(10, 1) == stream.at(-1, 4) == stream.at(3, -2) == b""


def test_a_part_knows_nothing_of_what_is_around_it():
    part = Stream.of(b"0123456789").part(2, 5)
    assert (part.size, part.at(0, 100), part.part(3, 100).read(9)) == (5, b"23456", b"56")
    assert Stream.of(b"0123").part(99, 5).size == 0
    assert Stream.of(b"0123").part(-5, 2).at(0, 9) == b"01"


def test_a_file_reads_like_bytes_wherever_one_looks(tmp_path):
    data = os.urandom(HEAD_WINDOW * 3 + 17)
    path = tmp_path / "file"
    path.write_bytes(data)
    with Stream.open(path) as stream:
        for offset in (0, HEAD_WINDOW - 3, HEAD_WINDOW, 150_000, len(data) - 5, 7):
            assert stream.at(offset, 9) == data[offset : offset + 9]
        assert b"".join(stream.chunks(0, len(data) + 50)) == data


def test_a_file_that_shrinks_while_it_is_read_ends_early(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"x" * (HEAD_WINDOW + 100_000))
    with Stream.open(path) as stream:
        os.truncate(path, HEAD_WINDOW)
        assert stream.at(HEAD_WINDOW + 50_000, 10) == b""
        assert sum(map(len, stream.chunks(0, stream.size))) == HEAD_WINDOW
        assert stream.search(re.compile(b"y"), HEAD_WINDOW + 10) == -1


def test_only_ordinary_files_are_opened(tmp_path):
    with pytest.raises(OSError, match="no ordinary file"), Stream.open(tmp_path):
        pass


def test_a_pattern_is_found_across_windows(tmp_path):
    data = b"." * 300_000 + b"\xff\xd9" + b"." * 10
    path = tmp_path / "file"
    path.write_bytes(data)
    with Stream.open(path) as stream:
        assert stream.search(re.compile(rb"\xff\xd9"), 0) == 300_000
        for gap in range(4094, 4098):
            assert Stream.of(b"." * gap + b"\xff\xd9").search(re.compile(rb"\xff\xd9"), 0) == gap
        assert stream.search(re.compile(rb"\xff\xd8"), 0) == -1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_nobody_waits_for_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="no ordinary file"):
        Stream.open(tmp_path / "pipe")


def test_a_file_is_closed_when_it_was_read(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with Stream.open(tmp_path / "file") as stream:
        assert stream.at(0, 9) == b"x"
    with pytest.raises(OSError, match="descriptor"):
        stream.at(0, 1) and stream._window.fetch(5, 1)


@pytest.mark.parametrize("length", [0, 5, HEAD_WINDOW, HEAD_WINDOW + 1, HEAD_WINDOW * 3])
def test_a_file_that_is_held_is_in_memory_whole(tmp_path, length):
    data = os.urandom(length)
    path = tmp_path / "file"
    path.write_bytes(data)
    with Stream.open(path, held=True) as stream:
        assert stream.held == stream.at(0, length) == data
        assert stream.part(2, 5).held == data[2:7]


def test_a_long_file_is_not_held_unless_asked_for(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_bytes(bytes(HEAD_WINDOW + 1))
    with Stream.open(path) as stream:
        assert stream.held is None
    monkeypatch.setattr("footprint.photos.stream.HELD", HEAD_WINDOW)
    with Stream.open(path, held=True) as stream:
        assert stream.held is None
        assert stream.part(0, HEAD_WINDOW).held == bytes(HEAD_WINDOW)


def test_a_search_in_memory_sees_nothing_before_its_beginning():
    stream = Stream.of(b"..ab..ab")
    behind_a = re.compile(rb"(?<=a)b")
    assert stream.search(behind_a, 3) == 7
    assert stream.part(3, 5).search(behind_a, 0) == 4
    assert stream.search(behind_a, 99) == -1
