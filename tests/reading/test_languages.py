"""Parties, people by office and dates in other languages; the rest is said to be unread."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.errors import NoPeaceProcessError
from parley.reading import read, to_json
from parley.reading.days import days
from parley.reading.foreign_names import adjective, match
from parley.reading.languages import language_of, note
from parley.reports import from_text

# Own words; facts: preliminary accord of Ouagadougou (18 June 2013) and talks there of 4 December
# 2012; ceasefire accord of Havana (23 June 2016); statement of 9-10 November 2020; Minsk package of
# 12 February 2015; Jeddah ceasefire of 20 May 2023.
TEXTS = {
    "fr": "Ouagadougou, 4 décembre 2012 - Le gouvernement du Mali et deux groupes armés du "
    "nord ont "
    "tenu mardi leurs premiers pourparlers directs sous l'égide du président Blaise Compaoré, "
    "médiateur de la CEDEAO.\n\nLes délégations ont accepté une cessation des hostilités. Le "
    "président malien Dioncounda Traoré n'était pas présent. L'Algérie et la France ont salué la "
    "rencontre. Le Conseil de sécurité des Nations unies doit se prononcer le 20 décembre sur "
    "l'envoi d'une force au Mali.",
    "es": "La Habana, 23 de junio de 2016. El presidente de Colombia, Juan Manuel Santos, "
    "y el jefe "
    "de las FARC firmaron en Cuba un acuerdo sobre el alto el fuego y el desarme de la guerrilla. "
    "El secretario general de la ONU, Ban Ki-moon, asistió a la ceremonia. Noruega y Cuba son "
    "garantes de las conversaciones de paz; Venezuela y Chile acompañan la mesa. Estados Unidos "
    "celebró el acuerdo.",
    "ru": "Москва, 10 ноября 2020 года. Россия, Азербайджан и Армения подписали заявление о полном "
    "прекращении огня. Президент Азербайджана Ильхам Алиев и премьер-министр Армении Никол Пашинян "
    "провели переговоры с президентом России Владимиром Путиным. Российские миротворцы будут "
    "размещены вдоль линии соприкосновения. Турция поддержала соглашение. 11 ноября делегация "
    "Анкары прибыла в Баку.",
    "uk": "Мінськ, 12 лютого 2015 року. Лідери України, Росії, Франції та Німеччини домовилися про "
    "перемир'я з 15 лютого. Президент України Петро Порошенко і президент Росії Володимир Путін "
    "вели переговори всю ніч. Угода передбачає відведення важкого озброєння та обмін полоненими. "
    "ОБСЄ наглядатиме за припиненням вогню.",
    "ar": "جدة، 20 مايو 2023 - وقع ممثلو الجيش وقوات الدعم السريع في السودان اتفاقا لوقف "
    "إطلاق النار "
    "لمدة سبعة أيام بوساطة السعودية والولايات المتحدة. وقال وزير الخارجية السعودي فيصل بن فرحان إن "
    "المحادثات ستتواصل. ودعت مصر والاتحاد الأفريقي إلى هدنة دائمة. والتقى الرئيس المصري عبد الفتاح "
    "السيسي وفدا من الأمم المتحدة في القاهرة يوم ٢١ مايو.",
}
PARTIES = {
    "fr": {"ML", "ECOWAS", "DZ", "FR", "UN"},
    "es": {"CO", "CU", "UN", "NO", "VE", "CL", "US", "FARC"},
    "ru": {"RU", "AZ", "AM", "TR"},
    "uk": {"UA", "RU", "FR", "DE", "OSCE"},
    "ar": {"SD", "SA", "US", "EG", "AU-org", "UN"},
}
PEOPLE = {
    "fr": {"Blaise Compaoré", "Dioncounda Traoré"},
    "es": {"Juan Manuel Santos", "Ban Ki-moon"},
    "ru": {"Ильхам Алиев", "Никол Пашинян", "Владимиром Путиным"},
    "uk": {"Петро Порошенко", "Володимир Путін"},
    "ar": {"فيصل بن فرحان", "عبد الفتاح السيسي"},
}
DATES = {
    "fr": ["2012-12-04", "2012-12-20"],
    "es": ["2016-06-23"],
    "ru": ["2020-11-10", "2020-11-11"],
    "uk": ["2015-02-12", "2015-02-15"],
    "ar": ["2023-05-20", "2023-05-21"],
}


def found(code: str) -> dict[str, Any]:
    return to_json(read([from_text(TEXTS[code])]))


@pytest.mark.parametrize("code", TEXTS)
def test_parties_people_and_dates(code: str) -> None:
    got = found(code)
    assert {p["id"] for p in got["parties"]} == PARTIES[code]
    assert {p["name"] for p in got["people"]} == PEOPLE[code]
    assert [d["date"] for d in got["dates"]] == DATES[code]


@pytest.mark.parametrize("code", TEXTS)
def test_what_is_not_read_is_said_in_one_line(code: str) -> None:
    got = found(code)
    assert [n.removeprefix("report-1: ") for n in got["notes"]] == [note(code)]
    assert all("\n" not in n for n in got["notes"])
    assert got["meetings"] == got["demands"] == got["levers"] == []


@pytest.mark.parametrize("code", TEXTS)
def test_quotes_are_verbatim(code: str) -> None:
    got = found(code)
    for item in (*got["parties"], *got["people"]):
        assert all(m in TEXTS[code] for m in item["mentions"])
    assert all(d["quote"] in TEXTS[code] for d in got["dates"])


def test_a_language_that_is_not_read_is_named() -> None:
    text = (
        "Wien, 24. November 2013. Der Iran und die sechs Mächte haben sich in Genf auf "
        "ein Abkommen "
        "geeinigt. Die Verhandlungen dauerten fünf Tage, und das ist nicht der letzte Schritt."
    )
    with pytest.raises(NoPeaceProcessError, match="in German: not read") as error:
        read([from_text(text)])
    assert "\n" not in str(error.value)


def test_a_report_about_something_else_gives_nothing_in_any_language() -> None:
    for text in (
        "Le club de Lyon a signé un accord avec un joueur de la Côte d'Ivoire. Le "
        "président du club "
        "est très satisfait de la rencontre avec le Ghana et la France.",
        "Сборная России обыграла команду Турции в матче, который прошёл в Москве. Тренер Франции "
        "был на стадионе, и это не последняя встреча.",
    ):
        with pytest.raises(NoPeaceProcessError):
            read([from_text(text)])


def test_endings_and_prefixes() -> None:
    for word in ("Россия", "России", "Россию", "Россией"):
        assert match("ru", [word], 0) == (1, "RU", "name")
    for words in (["Саудовской", "Аравии"], ["Саудовская", "Аравия"]):
        assert match("ru", words, 0) == (2, "SA", "name")
    for word in ("السودان", "والسودان", "بالسودان", "للسودان"):
        assert match("ar", [word], 0) == (1, "SD", "name")
    assert match("uk", ["Мінську"], 0) == (1, "BY", "capital")
    assert adjective("ru", "иранскими") == "IR"
    assert adjective("es", "colombianas") == "CO"


def test_words_that_only_look_like_names() -> None:
    assert match("ru", ["Малый"], 0) is None
    assert match("ru", ["перу"], 0) is None
    assert adjective("ru", "городского") is None
    assert adjective("fr", "mariage") is None


def test_days_in_several_calendars_of_words() -> None:
    got = [
        d.isoformat()
        for _, _, d in days("1er mars 1918; 3 de mayo de 1993; ٥ آذار 2011; 30 лютого 2015")
    ]
    assert got == ["1918-03-01", "1993-05-03", "2011-03-05"]
    assert days("le 7 mai") == []


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_is_told(code: str) -> None:
    assert language_of(TEXTS[code]) == code


def test_the_annotated_reports_are_english() -> None:
    folder = Path(__file__).parent / "annotated"
    assert {language_of(p.read_text()) for p in folder.glob("*/*.txt")} == {"en"}


@given(st.text(max_size=400))
def test_any_text_has_a_language_and_days(text: str) -> None:
    assert len(language_of(text)) == 2
    assert all(text[a:b] for a, b, _ in days(text))
