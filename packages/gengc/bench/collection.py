"""The real collector on graphs read from files: one line of JSON for each line of the input.

Input:  {"file": ..., "objects": n, "held": k, "kinds": m}, the file holding the first two slots of each object;
        objects are of m kinds by turns, each with a slot more than the last.
Output: {"found": ..., "seconds": ...} of one full collection; everything else is frozen.
"""
import array
import gc
import json
import sys
from itertools import cycle, repeat
from time import perf_counter


class Node(object):
    __slots__ = ('left', 'right')


class Node3(object):
    __slots__ = ('left', 'right', 'third')


class Node4(object):
    __slots__ = ('left', 'right', 'third', 'fourth')


class Node5(object):
    __slots__ = ('left', 'right', 'third', 'fourth', 'fifth')


def build(file, objects, held, kinds, kept):
    slots = array.array('i')
    with open(file, 'rb') as source:
        slots.fromfile(source, 2 * objects)
    turns = cycle([Node, Node3, Node4, Node5][:kinds])
    nodes = [next(turns)() for _ in repeat(None, objects)]
    for index in range(objects):
        node = nodes[index]
        left, right = slots[index], slots[objects + index]
        node.left = nodes[left] if left >= 0 else None
        node.right = nodes[right] if right >= 0 else None
    kept.extend(nodes[:held])


gc.disable()
kept = []
print(json.dumps({'python': '%d.%d.%d' % sys.version_info[:3]}))
sys.stdout.flush()
for line in sys.stdin:
    request = json.loads(line)
    gc.collect()
    gc.freeze()
    build(request['file'], request['objects'], request['held'], request['kinds'], kept)
    start = perf_counter()
    found = gc.collect()
    seconds = perf_counter() - start
    print(json.dumps({'found': found, 'seconds': seconds}))
    sys.stdout.flush()
    del kept[:]
    gc.unfreeze()
