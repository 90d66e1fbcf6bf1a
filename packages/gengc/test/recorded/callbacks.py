"""What gc.callbacks and gc.get_stats tell of a collection, on the Python that runs this: one JSON line.

python3 -I -S -B callbacks.py

The interpreter's own young objects are among those a collection examines: of two collections, one with
fifty rings more, the difference is theirs. And whether a collection that is due still starts when the
call that made it due has called gc.disable() too.
"""
import gc, json, platform
try:
    from operator import call
except ImportError:  # before 3.11, where a collection starts at the allocation itself
    call = None

RINGS = (10, 60)


class Node:
    __slots__ = ('other',)


def told(rings):
    calls = []
    gc.collect()
    gc.callbacks.append(lambda phase, info: calls.append((phase, dict(info))))
    for _ in range(rings):
        one, two = Node(), Node()
        one.other, two.other = two, one
    one = two = None
    gc.collect(0)
    gc.callbacks.pop()
    return dict(calls)


def due_and_disabled():
    """One call of C code: lists beyond the threshold, then gc.disable."""
    calls = [list] * 60 + [gc.disable]
    gc.collect()
    before = gc.get_stats()[0]['collections']
    gc.set_threshold(50, 10, 10)
    gc.enable()
    made = list(map(call, calls))
    gc.disable()
    return gc.get_stats()[0]['collections'] - before


gc.disable()
told(1)
few, many = [told(rings) for rings in RINGS]
print(json.dumps({
    'python': platform.python_version(),
    'rings': RINGS,
    # What is no count is left out: the duration that 3.15 tells.
    'more': {phase: {name: count - few[phase][name] for name, count in sorted(info.items()) if type(count) is int}
             for phase, info in sorted(many.items())},
    'dueAndDisabled': due_and_disabled() if call else None,
}))
