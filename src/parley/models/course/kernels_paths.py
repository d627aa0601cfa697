# mypy: ignore-errors
"""One path at a time, compiled: the same month as `paths.step`, skipping what cannot matter.

A hazard is looked up only when the month's uniform number lies below the most it can be; the chance
of touching zero only when zero is near. Neither changes a result. Imported where it is used
(numba).
"""

from math import exp, expm1

import numpy as np
from numba import njit

from parley.models.course.chance import FIRST, GOLDEN, MEETING_SLOT, SECOND, SLOTS
from parley.models.course.packed import C

_G, _F, _S = np.uint64(GOLDEN), np.uint64(FIRST), np.uint64(SECOND)
_30, _27, _31, _32, _16 = (np.uint64(v) for v in (30, 27, 31, 32, 16))
_LOW, _WORD = np.uint64(0xFFFFFFFF), np.uint64(0xFFFF)
_SLOTS, _ONE = np.uint64(SLOTS), np.uint64(1)
TO32 = 2.0**-32
SETTLE2, TH_Z, TH_M, LIFT_T = C["settle_ceasefire"], C["theta_z"], C["theta_m"], C["lift_talks"]
TH_U, TH_E, T0, T1, SWING = (
    C["theta_u"],
    C["theta_e"],
    C["talks_start"],
    C["talks_fail"],
    C["swing"],
)
TILT, FRONT, NOISE, GAIN = C["tilt"], C["front"], C["front_noise"], C["gain"]
R_A, R_B, X0, L0 = C["r_A"], C["r_B"], C["x"], C["intensity"]
Z0, M0, LEARN = C["z_reference"], C["m_reference"], C["learning"]
ESC, CALM, LIFT, WEAK = C["escalate"], C["calm"], C["lift"], C["weakest"]
MOST_S, MOST_T, MOST_B, MOST_F = (
    C["most_settle"], C["most_truce"], C["most_break"], C["most_fall"]
)  # fmt: skip
IN_TALKS = C["in_talks"]


@njit(cache=True, nogil=True, inline="always")
def mix(z):
    """SplitMix64's output function."""
    z = (z ^ (z >> _30)) * _F
    z = (z ^ (z >> _27)) * _S
    return z ^ (z >> _31)


@njit(cache=True, nogil=True)
def look_up(table, fronts, r_A, r_B, x, own):
    """Surplus and margin at one state of one draw's table, trilinear, beliefs mixed by `own`."""
    n, m = table.shape[0], table.shape[2]
    a = min(max(r_A * n - 1, 0.0), n - 1.0001)
    b = min(max(r_B * n - 1, 0.0), n - 1.0001)
    c = min(max((x - fronts[0]) / fronts[1], 0.0), m - 1.0001)
    i, j, g = int(a), int(b), int(c)
    a, b, c = a - i, b - j, c - g
    z, y = 0.0, 0.0
    for u in range(2):
        for v in range(2):
            for w in range(2):
                q = (a if u else 1 - a) * (b if v else 1 - b) * (c if w else 1 - c)
                cell = table[i + u, j + v, g + w]
                z += q * (own * cell[0] + (1 - own) * cell[2])
                y += q * (own * cell[1] + (1 - own) * cell[3])
    return z, y


@njit(cache=True, nogil=True)
def add_up(row, joined, table, fronts, r_A, r_B, x, own):
    """Add one path at war to the sums of a month."""
    row[0] += 1
    row[1] += r_A
    row[2] += r_B
    row[3] += r_A * r_A
    row[4] += r_B * r_B
    row[5] += x
    if joined:
        z, m = look_up(table, fronts, r_A, r_B, x, own)
        row[6] += z
        row[7] += m


@njit(cache=True, nogil=True, error_model="numpy")
def most_by_month(q, monthly):
    """The most the two hazards of war can be together, outside talks and in talks, by month."""
    out = np.empty((2, monthly.shape[1]))
    for t in range(monthly.shape[1]):
        out[0, t] = monthly[0, t] * q[MOST_S] + monthly[1, t] * q[MOST_T]
        out[1, t] = q[LIFT_T] * out[0, t]
    return out


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def at_table(phase, w, first, other, q, z, m, weakest):
    """Phase after the table, and the events and relapse factor that come with it."""
    war = phase <= 1
    weak = weakest - q[WEAK]
    dz, dm = q[TH_Z] * (z - q[Z0]), q[TH_M] * (m - q[M0])
    if war:
        weary = exp(-q[TH_U] * weak) * (q[LIFT_T] if phase == 1 else 1.0)
        first, other = first * weary * exp(dz), other * weary * exp(dm)
    else:
        first, other = first * exp(dz), other * exp(q[TH_E] * weak - dm)
    total = first + other
    p_any = -expm1(-total)
    if w >= p_any:
        return phase, 0, 1.0
    if w * total < p_any * first:
        return 3, (17 if war else 1), exp(-q[TH_M] * max(z - q[Z0], -1.0))
    if war:
        return 2, 16, 1.0
    return 0, 2, 1.0


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"}, inline="always")
def touches(c, r_A, r_B, a, b, per_swing):
    """0: neither side touched zero in the month; 4: A did; 5: B did."""
    near_A, near_B = r_A * a * per_swing, r_B * b * per_swing
    if a > 0 and b > 0 and min(near_A, near_B) >= 24:
        return 0
    cross_A = 1.0 if a <= 0 else exp(-near_A)
    cross_B = 1.0 if b <= 0 else exp(-near_B)
    touched = 1 - (1 - cross_A) * (1 - cross_B)
    if c >= touched:
        return 0
    return 4 if c < touched * (cross_A / max(cross_A + cross_B, 1e-300)) else 5


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def sudden(c, level_A, level_B, tilted):
    """0: no side collapsed suddenly; 4: A did; 5: B did."""
    h_A, h_B = level_A * exp(-tilted), level_B * exp(tilted)
    hazard = h_A + h_B
    p_any = -expm1(-hazard)
    if c >= p_any:
        return 0
    return 4 if c * hazard < p_any * h_A else 5


@njit(cache=True, nogil=True)
def stays_high(high, word, q, x):
    """Whether the regime of high intensity holds this month."""
    low = (float(word & _LOW) + 0.5) * TO32
    return low >= q[CALM] if high else low < q[ESC] * (1 + x * x)


@njit(cache=True, nogil=True)
def note(was, phase, new, phases, ever_count):
    """Count a change of phase and events that are new on the path."""
    phases[was] -= 1
    phases[phase] += 1
    for f in range(5):
        ever_count[f] += (new >> f) & 1


@njit(cache=True, nogil=True, error_model="numpy")
def meet(t, base, phase, took, meetings, chances, held):
    """Phase and meetings held after this month's planned meetings."""
    for k in range(len(meetings)):
        if meetings[k, 0] == t and (meetings[k, 1] < 0 or (took >> meetings[k, 1]) & 1):
            u = (float(mix(base + np.uint64(MEETING_SLOT + k) * _G) >> _32) + 0.5) * TO32
            if u < chances[k]:
                took |= 1 << k
                held[k] += 1
                if phase == 0:
                    phase = 1
    return phase, took


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def run(
    d, key, q, monthly, most_war, levers, breaks, relapses, tables, fronts, of_month, scalars,
    meetings, chances, normal, joined, truce_at, every, recent, phases, ever_count, sums, held,
    holding,
):  # fmt: skip
    """One path of one draw, added to phases, ever_count, sums, held and holding."""
    phi, sd, psi, half = scalars[0], scalars[1], scalars[2], scalars[3]
    prior = q[LEARN] + scalars[4]
    start, multiple, months = int(scalars[5]), scalars[7], monthly.shape[1]
    counted, per_swing = multiple < np.inf, 2 / q[SWING] ** 2
    last_meeting = meetings[:, 0].max() if len(meetings) else -1
    phase, age = min(start, 2), int(scalars[6]) if start == 2 else 0
    if start == 6:
        phase = 1 if (float(mix(key + _G) >> _32) + 0.5) * TO32 < q[IN_TALKS] else 0
    r_A, r_B, x, l = q[R_A], q[R_B], q[X0], q[L0]
    high, forced, relapse, ever, took = False, False, 1.0, 0, 0
    recent[:] = scalars[8]
    phases[0, phase] += 1
    keep = 0 if every > 0 else -1
    for t in range(months + 1):
        if t == truce_at and phase <= 1:
            phases[t, phase] -= 1
            phases[t, 2] += 1
            phase, age, forced = 2, 0, True
            holding[t] += 1
        regime, war, before, was = 1 if phase == 1 else 0, phase <= 1, ever, phase
        if t == keep:
            keep += every
            if war:
                table = tables[of_month[regime, min(t, months - 1)], d]
                add_up(sums[t], joined, table, fronts, r_A, r_B, x, prior / (prior + t))
        if t == months:
            break
        base = key + (np.uint64(t + 1) * _SLOTS + _ONE) * _G
        age += 1
        h1 = mix(base + _G)
        w = (float(h1 >> _32) + 0.5) * TO32
        if phase <= 2:
            first, other, most = monthly[0, t], monthly[1, t], most_war[regime, t]
            if not war:
                first, other = q[SETTLE2], breaks[min(age - 1, len(breaks) - 1)]
                most = first * q[MOST_S] + other * q[MOST_B]
            if w < most:
                z, m = q[Z0], q[M0]
                if joined:
                    table = tables[of_month[regime, t], d]
                    z, m = look_up(table, fronts, r_A, r_B, x, prior / (prior + t))
                phase, event, factor = at_table(phase, w, first, other, q, z, m, min(r_A, r_B))
                if event:
                    age, relapse, ever = 0, factor, ever | event
        elif phase == 3:
            hazard = relapses[min(age - 1, len(relapses) - 1)] * relapse
            if w < hazard and w < -expm1(-hazard):
                phase, age, ever = 0, 0, ever | 8
        if forced and phase == 0:
            forced = False
            holding[t + 1] -= 1
        h0 = mix(base)
        l = phi * l + sd * normal[h0 & _WORD]
        now = 0.0
        if war and phase <= 1:
            if q[ESC] > 0:
                high = stays_high(high, mix(base + np.uint64(2) * _G), q, x)
            e = l + q[LIFT] if high else l
            if counted:
                now = exp(e)
            burn, moved = exp(psi * e - half), q[SWING] * normal[(h0 >> _16) & _WORD]
            a = r_A - levers[0, regime, t] * burn + moved
            b = r_B - levers[1, regime, t] * burn - moved
            balance = levers[2, regime, t] * r_A - levers[3, regime, t] * r_B
            h3 = mix(base + np.uint64(3) * _G)
            fell = touches((float(h3 >> _32) + 0.5) * TO32, r_A, r_B, a, b, per_swing)
            c = (float(h3 & _LOW) + 0.5) * TO32
            if fell == 0 and c < (monthly[2, t] + monthly[3, t]) * q[MOST_F]:
                fell = sudden(c, monthly[2, t], monthly[3, t], q[TILT] * balance)
            phase = fell if fell else phase
            x += q[FRONT] * balance + q[NOISE] * normal[(h0 >> _32) & _WORD]
            r_A, r_B = min(a, 1.0), min(b, 1.0)
        elif phase == 2 or phase == 3:
            r_A, r_B = min(r_A + q[GAIN], 1.0), min(r_B + q[GAIN], 1.0)
        if counted:
            if now > multiple * recent.mean():
                ever |= 4
            recent[t % 12] = now
        v = (float(h1 & _LOW) + 0.5) * TO32
        if phase == 0:
            phase = 1 if v < q[T0] else 0
        elif phase == 1:
            phase = 0 if v < q[T1] else 1
        if t <= last_meeting and phase <= 2:
            phase, took = meet(t, base, phase, took, meetings, chances, held)
        if phase != was or ever != before:
            note(was, phase, ever ^ before, phases[t + 1], ever_count[t + 1])
        if phase >= 4:
            break


@njit(cache=True, nogil=True)
def run_units(
    units, unit, paths, seeds, draw, monthly, levers, breaks, relapses, tables, fronts, of_month,
    scalars, meetings, chances, normal, joined, truce_at, every, phases, ever_count, sums, held,
    holding,
):  # fmt: skip
    """Work the units (draw, first path), each in rows of its own of the counts."""
    recent = np.empty(12)
    for u in range(len(units)):
        d, first = units[u, 0], units[u, 1]
        most_war = most_by_month(draw[d], monthly[d])
        for path in range(first, min(first + unit, paths)):
            run(
                d, mix(seeds[d] + np.uint64(path) * _G), draw[d], monthly[d], most_war, levers[d],
                breaks[d], relapses[d], tables, fronts, of_month, scalars, meetings, chances[d],
                normal, joined, truce_at, every, recent, phases[u], ever_count[u], sums[u],
                held[u], holding[u],
            )  # fmt: skip
