"""Where two sides are too few: what the run cannot tell of a side with several members."""

from collections.abc import Iterator

from parley.bridges.finding import Finding
from parley.outlook.joined import Joined
from parley.outlook.names import question
from parley.outlook.words import row


def sides(joined: Joined) -> Iterator[Finding]:
    """Yield one finding for each side with several members: what is one for all, where it bites."""
    coding, d = joined.coding, joined.dossier
    for side, members in enumerate(coding.sides):
        if len(members) < 2:
            continue
        here = coding.members(side)
        first = d.name_of(coding.parties[here[0]])
        apart, ids = [], [*members]
        for k, issue in enumerate(coding.issues):
            stances = [coding.stances[i][k] for i in here]
            if len({s.preferred for s in stances if s.preferred is not None}) > 1:
                apart.append(f"“{question(joined, issue.id)}”")
                ids += [s.entry for s in stances if s.entry]
        fed = [x for x in d.levers if x.target in members and x.instrument in ("arms", "aid")]
        says = (
            f"{row([d.name_of(m) for m in members])} fight as one force here: one potential, one "
            "front, no falling out and no separate peace. At the table each keeps its own worths "
            "and its own veto."
        )
        if apart:
            says += (
                f" It bites on {row(apart)}, where they want different things: should the other "
                f"side fall, the terms are those of {first}."
            )
        if fed:
            says += f" What reaches one strengthens all: {row([x.name for x in fed])}."
            ids += [x.id for x in fed]
        yield Finding(
            id=f"sides-{members[0]}", says=says, model="record",
            rests_on=tuple(dict.fromkeys(ids)),
        )  # fmt: skip
