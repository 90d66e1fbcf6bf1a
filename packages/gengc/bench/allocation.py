"""Allocate and drop one tracked object, collector on: nanoseconds each, without the empty loop."""
import json
import sys
from itertools import repeat
from time import perf_counter


class Node(object):
    __slots__ = ('left', 'right')


def run(count):
    start = perf_counter()
    for _ in repeat(None, count):
        pass
    empty = perf_counter() - start
    start = perf_counter()
    for _ in repeat(None, count):
        Node()
    return (perf_counter() - start - empty) / count * 1e9


print(json.dumps({'python': '%d.%d.%d' % sys.version_info[:3]}))
sys.stdout.flush()
for line in sys.stdin:
    print(json.dumps(run(json.loads(line))))
    sys.stdout.flush()
