"""``ejournal``: the window, the demo school, papers and imports from a terminal."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ejournal_desktop import __version__
from ejournal_desktop.app import crash
from ejournal_desktop.config import paths
from ejournal_desktop.domain.errors import BadFileError, EjournalError

_INTERRUPTED = 128 + 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments name; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        crash.start_log()
    except OSError as error:
        place = f"Не удаётся писать в папку «{error.filename}»: {error.strerror}."
        print(f"{place} Назовите другую в переменной {paths.HOME_VARIABLE}.", file=sys.stderr)  # noqa: T201
        return 1
    try:
        return _COMMANDS[options.command](options)
    except EjournalError as error:
        print(_sentence(error), file=sys.stderr)  # noqa: T201 - the terminal is this command's window
        return 1
    except KeyboardInterrupt:
        print("\nПрервано.", file=sys.stderr)  # noqa: T201
        return _INTERRUPTED


def _sentence(error: EjournalError) -> str:
    from ejournal_desktop.exchange import problem_text  # noqa: PLC0415 - only when something is to be said
    from ejournal_desktop.gui.error_text import error_text  # noqa: PLC0415

    if isinstance(error, BadFileError) and problem_text.knows(error.code):
        return problem_text.file_sentence(error)
    return error_text(error).sentence


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ejournal", description="Электронный классный журнал")
    parser.add_argument("--version", action="version", version=f"ejournal {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="КОМАНДА")
    parser.set_defaults(command="window")
    _demo_options(commands.add_parser("demo", help="демонстрационная школа на этом компьютере"))
    _report_options(commands.add_parser("report", help="бумажная копия журнала в PDF"))
    _import_options(commands.add_parser("import", help="проверить или загрузить файл школы"))
    _recovery_options(commands.add_parser("recovery-code", help="код восстановления администратора, печатает директор"))
    return parser


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-window", action="store_true", help="не открывать окно, держать сервер до Ctrl+C")
    parser.add_argument("--home", type=Path, help="папка демонстрации")
    parser.add_argument("--today", type=date.fromisoformat, default=None, help=argparse.SUPPRESS)


def _sign_in_options(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument("--login", required=required, help="логин; пароль — в EJOURNAL_PASSWORD или по запросу")
    parser.add_argument("--server", type=Path, help="файл профиля сервера; без него — демонстрация")
    parser.add_argument("--home", type=Path, help="папка демонстрации")


def _report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", choices=["journal-copy"], help="форма: бумажная копия журнала")
    parser.add_argument("--class", dest="class_name", required=True, metavar="7А")
    parser.add_argument("--period", type=int, required=True, metavar="1", help="номер четверти или полугодия")
    parser.add_argument("--course", help="предмет, например «Алгебра»; без него — все предметы класса")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    _sign_in_options(parser)


def _import_options(parser: argparse.ArgumentParser) -> None:
    kinds = ["calendar", "bells", "staff", "pupils", "curriculum", "load", "timetable"]
    parser.add_argument("kind", choices=kinds, help="что в файле")
    parser.add_argument("file", type=Path)
    parser.add_argument("--fet", type=Path, help="исходный .fet к результату FET (для timetable)")
    parser.add_argument("--apply", action="store_true", help="записать; без этого — только проверить")
    _sign_in_options(parser, required=False)


def _recovery_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--administrator", metavar="ФАМИЛИЯ", help="для кого; без него — единственный администратор")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help="новый файл с кодом")
    _sign_in_options(parser)


def _window(_options: argparse.Namespace) -> int:
    from ejournal_desktop.app import bootstrap  # noqa: PLC0415 - loads Qt

    return bootstrap.open_window()


def _demo(options: argparse.Namespace) -> int:
    from ejournal_desktop.app import demo  # noqa: PLC0415 - a report needs no server manager

    return demo.run(options.home, options.today or date.today(), with_window=not options.no_window)  # noqa: DTZ011


def _report(options: argparse.Namespace) -> int:
    from ejournal_desktop.app import report  # noqa: PLC0415 - loads the drawing library

    return report.run(options)


def _import(options: argparse.Namespace) -> int:
    from ejournal_desktop.app import import_file  # noqa: PLC0415 - loads the readers of sheets

    return import_file.run(options)


def _recovery_code(options: argparse.Namespace) -> int:
    from ejournal_desktop.app import recovery_code  # noqa: PLC0415 - loads the drawing library

    return recovery_code.run(options)


_COMMANDS = {
    "window": _window,
    "demo": _demo,
    "report": _report,
    "import": _import,
    "recovery-code": _recovery_code,
}


if __name__ == "__main__":
    sys.exit(main())
