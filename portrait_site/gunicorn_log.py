"""The web server's own log, without addresses, paths or names."""

from typing import Any

from gunicorn.glogging import Logger


class ImpersonalLogger(Logger):
    """Prints numbers only out of what the server wants to insert into a message.

    Gunicorn names the caller's address in "Invalid request from ip=%s" and the path, which may
    hold a share's token, in "Error handling request %s". A message without insertions (a worker
    that cannot start) comes whole, with its traceback.
    """

    def error(self, msg: str, *args: Any, **kwargs: Any) -> None:
        super().error(msg, *_numbers_only(args), **_without_traceback(args, kwargs))

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        super().warning(msg, *_numbers_only(args), **_without_traceback(args, kwargs))

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        if args:
            self.error(msg, *args)
        else:
            super().exception(msg, **kwargs)


def _numbers_only(args: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(arg if isinstance(arg, int) else "-" for arg in args)


def _without_traceback(args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    return {name: kwargs[name] for name in kwargs if not (args and name == "exc_info")}
