"""Meetings told in several sentences, told twice, or only spoken of."""

from parley.dossier.schema import Dossier
from parley.reading import read
from parley.reports import from_text

HEAD = (
    "Talks on the border war\n\n2 May 2024\n\nKenyan President Daniel Otieno and Peruvian "
    "President Rosa Quispe spoke by telephone on Monday, one day before Otieno receives Togolese "
    "President Kofi Mensah in Nairobi. The war between Peru and Togo goes on. "
)


def meetings(text: str) -> list[tuple[str, str, set[str], str | None]]:
    return [
        (m.kind, m.status, {"/".join(s.any_of) for s in m.seats}, m.place)
        for m in whole(text).meetings
    ]


def whole(text: str) -> Dossier:
    return read([from_text(HEAD + text)])


CALL = ("call", "held", {"otieno", "quispe"}, None)
VISIT = ("summit", "planned", {"otieno", "mensah"}, "Nairobi")


def test_a_call_has_no_place_and_what_comes_after_it_is_planned() -> None:
    assert meetings("") == [CALL, VISIT]


def test_a_meeting_told_twice_is_one() -> None:
    again = "Aid is to be settled when Otieno and Mensah meet at State House on Tuesday."
    assert len(meetings("Aid is to be settled when Otieno and Mensah meet in Nairobi.")) == 2
    assert len(meetings(again)) == 3  # nothing says that the house stands in Nairobi


def test_the_seat_of_a_government_lies_in_its_capital() -> None:
    text = (
        "Talks\n\nThe war between Peru and Togo goes on. US President Ann Reed is to receive "
        "Peruvian President Rosa Quispe in Washington. All turns on arms when Reed and Quispe meet "
        "at the White House on Friday. A ceasefire is far off."
    )
    found = read([from_text(text)]).meetings
    assert [(m.place, m.when) for m in found] == [("White House", "Friday")]


def test_the_summit_told_in_two_sentences_is_one_and_officials_meet_before_it() -> None:
    d = whole(
        "The two presidents now plan to meet in person. The summit is to take place in Vienna, "
        "with Austrian Chancellor Otto Berg as host. Before that, senior officials will hold talks "
        "to prepare it. Foreign Minister John Mwangi of Kenya is to speak for Nairobi. Peru is "
        "expected to send either Foreign Minister Luis Rojas or Juan Soto, an aide to the "
        "president."
    )
    assert len(d.meetings) == 4
    summit, talks = d.meetings[2:]
    assert {k for s in summit.seats for k in s.any_of} == {"otieno", "quispe"}
    assert (summit.place, summit.host, summit.status) == ("Vienna", "berg", "planned")
    assert [s.any_of for s in talks.seats] == [("mwangi",), ("rojas", "soto")]
    assert {p.id: p.party for p in d.people}["soto"] == "PE"
    assert (talks.id, summit.id) in {(o.before, o.after) for o in d.order}


def test_what_is_only_spoken_of_is_no_meeting() -> None:
    for text in (
        "Their subject was how to open new negotiations on an end to the war in Togo.",
        "A delay would give Nairobi a stronger hand in its talks with Peru.",
        "The Austrian government welcomed the planned summit as a chance for peace.",
        "Nobody can say how the negotiations will end.",
        "Kenya will see where the dialogue with Peru leads.",
    ):
        assert meetings(text) == [CALL, VISIT], text


def test_who_receives_for_talks_of_his_own_hosts_no_process() -> None:
    roles = {p.id: p.role for p in whole("Norway hosted talks between Peru and Togo.").parties}
    assert roles["NO"] == "host"
    assert roles.get("KE") != "host"
