/**
 * A Python program whose heap holds what is hard to capture, and to decide on: rings, generators that
 * wait or never began, weak references, finalizers, kept and dropped. `python3 FILE FOLDER HEAP [names]`
 * builds it with the collector off, writes the heap with the `capture.py` in FOLDER, then collects.
 */
export const HEAP_PROGRAM: string = `"""Rings, generators, weak references and finalizers, kept and dropped; then its own heap in a file.

    python3 heap-program.py FOLDER_OF_CAPTURE_PY FILE [names]
"""
import functools
import gc
import sys
import weakref

sys.path.insert(0, sys.argv[1])
import capture

class Node(object):
    registry = weakref.WeakValueDictionary()
    def __init__(self, name):
        self.name = name
        self.children = []
        Node.registry[name] = self
        self.callback = functools.partial(self.walk, 1)
    def walk(self, k=0):
        for child in self.children:
            yield child

class Slotted(object):
    __slots__ = ('peer', 'twin')

class Loud(object):
    def __del__(self):
        pass

cache = {}

def build():
    for i in range(60):
        root = Node('r%d' % i)
        for j in range(4):
            child = Node('c%d.%d' % (i, j))
            child.parent = root
            root.children.append(child)
        root.iterator = root.walk()
        next(root.iterator)
        root.unstarted = root.walk()
        if i % 3 == 0:
            cache['kept%d' % i] = root
        a, b = Slotted(), Slotted()
        a.peer, b.peer = b, a
        loud = Loud()
        loud.me = loud
    class Dropped(object):
        def method(self):
            return __class__
    Dropped()
    t = ([],)
    t[0].append(t)

gc.collect(); gc.collect()
gc.disable()
build()
print(capture.write(sys.argv[2], names='names' in sys.argv, collect=True))
`;
