"""Settings: every bad key is named at once."""

from pathlib import Path

import pytest

from bantin import settings
from bantin.errors import SettingsError

GOOD = """
site_name: Bản tin
plugins:
  - i18n:
      languages:
        - {locale: en, name: English}
        - {locale: vi, name: Tiếng Việt, default: true}
        - {locale: fr, name: Français}
markdown_extensions:
  - x: {y: !!python/name:material.extensions.emoji.twemoji }
extra:
  site: !ENV [SITE, none]
"""


def read(folder: Path, text: str) -> settings.Settings:
    (folder / "mkdocs.yml").write_text(text)
    return settings.read(folder)


def test_languages_are_data(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert [language.code for language in found.languages] == ["vi", "en", "fr"]
    assert found.bulletins("vi") == tmp_path / "docs" / "ban-tin"
    assert found.bulletins("fr") == tmp_path / "docs_fr" / "ban-tin"


def test_all_bad_keys_are_named_together(tmp_path: Path) -> None:
    bad = GOOD.replace("default: true", "").replace(
        "extra:", "extra:\n  bantin: {beam: 40, brunch: main, branch: 3}"
    )
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, bad)
    for part in ("default language", "beam", "brunch", "branch"):
        assert part in str(caught.value)


@pytest.mark.parametrize("text", ["a: [", "- just\n- a list\n", ""])
def test_a_file_that_is_no_settings_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs\.yml"):
        read(tmp_path, text)


def test_a_folder_without_settings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no mkdocs\.yml"):
        settings.read(tmp_path)
