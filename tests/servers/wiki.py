"""MediaWiki on SQLite, with one photo that says where it was taken. Debian's `mediawiki`, PHP's own server."""

from contextlib import contextmanager

from tests.servers.processes import free_port, run, running, wait_for

HOST = "commons.wikimedia.example"
_PROGRAM = "/usr/share/mediawiki"
_ROUTER = """<?php
$path = parse_url($_SERVER["REQUEST_URI"], PHP_URL_PATH);
if (preg_match('#^/w/(api|index|load|rest)\\.php#', $path, $found)) {
    $_SERVER["SCRIPT_NAME"] = $_SERVER["PHP_SELF"] = "/w/$found[1].php";
    $_SERVER["SCRIPT_FILENAME"] = "PROGRAM/$found[1].php";
    chdir("PROGRAM");
    require "PROGRAM/$found[1].php";
    return true;
}
if (preg_match('#^/w/images/[A-Za-z0-9_./-]+$#', $path) && !str_contains($path, "..")) {
    $file = "FOLDER" . substr($path, 2);
    if (is_file($file)) {
        header("Content-Type: image/jpeg");
        readfile($file);
        return true;
    }
}
http_response_code(404);
"""
_SETTINGS = """
$wgEnableUploads = true;
$wgUploadDirectory = "FOLDER/images";
$wgShowEXIF = true;
$wgJobRunRate = 0;
"""


@contextmanager
def wiki(folder, photos):
    """A wiki with some photos; gives the port on which it answers.

    Args:
        folder: an empty one, for everything it writes.
        photos: (path, what stands on its page) for each.
    """
    port = free_port()
    _install(folder, port)
    settings = {"MW_CONFIG_FILE": str(folder / "LocalSettings.php"), "PATH": "/usr/bin:/bin"}
    for number, (photo, text) in enumerate(photos):
        place = folder / f"import-{number}"
        place.mkdir()
        (place / photo.name).write_bytes(photo.read_bytes())
        run("php", f"{_PROGRAM}/maintenance/importImages.php", f"--comment={text}", place, env=settings)
    run("php", f"{_PROGRAM}/maintenance/runJobs.php", env=settings)
    run("php", f"{_PROGRAM}/maintenance/rebuildtextindex.php", env=settings)
    log = folder / "log"
    command = ("php", "-S", f"127.0.0.1:{port}", folder / "router.php")
    with running(*command, log=log, env=settings) as process:
        wait_for(f"http://127.0.0.1:{port}/w/api.php", process, log)
        yield port


def _install(folder, port):
    for name in ("data", "images"):
        (folder / name).mkdir(parents=True)
    run(
        *("php", f"{_PROGRAM}/maintenance/install.php", "--dbtype=sqlite", f"--dbpath={folder / 'data'}"),
        *(f"--server=http://{HOST}", "--scriptpath=/w", f"--confpath={folder}", "--pass=invented-for-a-test"),
        *("Invented Commons", "Keeper"),
        env={"PATH": "/usr/bin:/bin"},
    )
    with (folder / "LocalSettings.php").open("a", encoding="utf-8") as settings:
        settings.write(_SETTINGS.replace("FOLDER", str(folder)))
    router = _ROUTER.replace("FOLDER", str(folder)).replace("PROGRAM", _PROGRAM)
    (folder / "router.php").write_text(router, encoding="utf-8")
