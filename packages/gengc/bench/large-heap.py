"""A program with a million objects, a tenth of them garbage, captured: FOLDER of capture.py, FILE, objects."""
import gc
import sys

sys.path.insert(0, sys.argv[1])
import capture  # noqa: E402


class Node(object):
    def __init__(self, key):
        self.key = key
        self.next = None
        self.children = []


gc.disable()
count = int(sys.argv[3]) // 3          # a node, its list and its dict (or values) make three
cache = {}
previous = None
for key in range(count * 9 // 10):
    node = Node('key %d' % (key % 1000))
    node.next = previous if key % 10 else None
    previous = node
    cache.setdefault(key % 5000, []).append(node)
for key in range(count // 10):
    node = Node('lost')
    node.next = node
    node.__dict__
print(capture.write(sys.argv[2], names=True))
