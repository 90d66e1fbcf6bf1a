"""The real collector on graphs read from files: one line of JSON for each line of the input.

Input:  {"file": ..., "objects": n, "held": k}, the file holding the two slots of each object.
Output: {"found": ..., "seconds": ...} of one full collection; everything else is frozen.
"""
import array
import gc
import json
import sys
from itertools import repeat
from time import perf_counter


class Node(object):
    __slots__ = ('left', 'right')


def build(file, objects, held, kept):
    slots = array.array('i')
    with open(file, 'rb') as source:
        slots.fromfile(source, 2 * objects)
    nodes = [Node() for _ in repeat(None, objects)]
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
    build(request['file'], request['objects'], request['held'], kept)
    start = perf_counter()
    found = gc.collect()
    seconds = perf_counter() - start
    print(json.dumps({'found': found, 'seconds': seconds}))
    sys.stdout.flush()
    del kept[:]
    gc.unfreeze()
