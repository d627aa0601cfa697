"""The course of war and peace: what fighting on is worth, and how phases follow one another.

Arrays in, frozen results out. `model` holds the inputs, `fighting` the pieces of fighting to the
end, `value` what never settling is worth, `premium` what waiting adds, `simulate` the paths,
`anchors` the few numbers that are solved for, `sensitivity`, `discovery` and `updating` the
readings.
"""
