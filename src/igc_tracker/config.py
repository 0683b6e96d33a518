"""The settings a user can keep: their names, what they mean, and where they are found."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import BadConfigError, Phrase


class Setting(NamedTuple):
    """One setting: its key in the config file, its environment variable, what it means."""

    key: str
    variable: str
    help: str


SETTINGS = (
    Setting("register", "IGC_REGISTER", "The register's file."),
    Setting("lang", "IGC_LANG", "The language: en, ru or kk."),
    Setting("user", "IGC_USER", "The name that stands in the journal for what you do. Default: your login name."),
    Setting("party", "IGC_PARTY", "Your own party, e.g. KZ: `igc ask` writes in its name."),
    Setting(
        "mail-from",
        "IGC_MAIL_FROM",
        "Who sends messages made with --format eml. Default: your login name at this machine.",
    ),
    Setting(
        "network-files",
        "IGC_NETWORK_FILES",
        "Whether a register on a network file system may be changed: refuse or ok. Default: refuse.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings found; ``source`` says where each came from, for messages."""

    values: Mapping[str, str]

    def get(self, key: str) -> str | None:
        """Return a setting, None if it is nowhere."""
        return self.values.get(key)


def config_path(environment: Mapping[str, str]) -> Path:
    """Return where the config file is looked for."""
    return _folder("config", environment) / "config.toml"


def calendars_folder(environment: Mapping[str, str]) -> Path:
    """Return where the user's calendars are looked for."""
    return _folder("config", environment) / "calendars"


def default_register(environment: Mapping[str, str]) -> Path:
    """Return where a user's register lies if nothing else is said."""
    return _folder("data", environment) / "register.json"


def procedures_folder(environment: Mapping[str, str]) -> Path:
    """Return where a user's own templates of domestic procedures are looked for."""
    return _folder("config", environment) / "procedures"


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Return where what can be derived again is kept."""
    return _folder("cache", environment)


def _folder(kind: str, environment: Mapping[str, str]) -> Path:
    base = environment.get(f"XDG_{kind.upper()}_HOME", "")
    # what platformdirs would answer, without its import, which a short command would feel
    if base:
        return Path(base) / "igc"
    if sys.platform == "linux":
        return Path(_LINUX[kind]).expanduser() / "igc"
    from platformdirs import PlatformDirs

    folders = PlatformDirs("igc", appauthor=False)
    return {"config": folders.user_config_path, "data": folders.user_data_path, "cache": folders.user_cache_path}[kind]


_LINUX = {"config": "~/.config", "data": "~/.local/share", "cache": "~/.cache"}


def load_config(environment: Mapping[str, str]) -> Config:
    """Return the settings: the environment's before the config file's. Raise BadConfigError for a file that is off."""
    path = config_path(environment)
    try:
        found = _parsed(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        found = {}
    except (OSError, ValueError) as error:  # a ValueError where it is not UTF-8 or not TOML
        raise BadConfigError(path=path, why=str(error)) from None
    known = {setting.key for setting in SETTINGS}
    strange = sorted(set(found) - known)
    wrong = sorted(key for key, value in found.items() if not isinstance(value, str))
    if strange or wrong:
        why = (
            Phrase("unknown setting {keys}", keys=", ".join(strange))
            if strange
            else Phrase("{keys} must be text in quotes", keys=", ".join(wrong))
        )
        raise BadConfigError(path=path, why=why)
    values = {key: str(value) for key, value in found.items()}
    values |= {each.key: environment[each.variable] for each in SETTINGS if environment.get(each.variable)}
    return Config(values=values)


def _parsed(text: str) -> dict[str, object]:
    import tomllib

    return tomllib.loads(text)


def language_of_locale(environment: Mapping[str, str], known: Collection[str]) -> str:
    """Return the language of messages in this locale if it is ``known``, else English; LC_ALL outranks the others."""
    locale = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := environment.get(name))), "")
    language = re.split("[_.@-]", locale, maxsplit=1)[0].casefold()
    return language if language in known else "en"
