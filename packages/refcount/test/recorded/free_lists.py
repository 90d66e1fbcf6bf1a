"""What free lists keep, and what sys.getrefcount says, on the Python that runs this: one JSON line.

python3 -I -S -B free_lists.py

For each kind: 3000 objects are made and dropped; what the collector's counter fell by is the number
that reached the allocator, the rest went to the free list.
"""
import gc, json, platform, sys

gc.disable()
MADE = 3000


class Owner:
    def method(self):
        pass


owner = Owner()
makers = [('list', 0, lambda: []), ('dict', 0, lambda: {}), ('method', 0, lambda: owner.method)]
for length in (2, 4, 10, 18, 19, 20, 21, 25):
    makers.append(('tuple', length, lambda length=length: tuple([None] * length)))


def freed(make):
    held = [None] * MADE
    ballast = [Owner() for _ in range(MADE * 2)]  # the counter must not reach 0
    gc.collect()  # empties the free lists
    for index in range(MADE):
        held[index] = make()
    more = [Owner() for _ in range(MADE * 2)]
    gc.get_count()  # its tuple of 3 waits on a free list from here on
    before = gc.get_count()[0]
    for index in range(MADE):
        held[index] = None
    return before - gc.get_count()[0]


def counts():
    local = Owner()
    alias = local
    return {'temporary': sys.getrefcount(Owner()), 'two names': sys.getrefcount(local)}


print(json.dumps({
    'python': platform.python_version(),
    'made': MADE,
    'kept': [{'name': n, 'length': l, 'kept': MADE - freed(m)} for n, l, m in makers],
    'getrefcount': counts(),
    'none': sys.getrefcount(None) if sys.version_info >= (3, 12) else None,
}))
