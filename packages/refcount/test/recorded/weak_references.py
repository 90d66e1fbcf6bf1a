"""What weak references do on the Python that runs this: one JSON line.

python3 -I -S -B weak_references.py

Which calls of weakref.ref answer a reference that exists already, in which order an object keeps its
references, and what references answer whose objects are dying: a chain is let go that is deeper than
deallocation nests, and a finalizer near its start asks for every link.
"""
import json, platform
from weakref import getweakrefcount, getweakrefs, ref

LINKS, ASKS_AT = 300, 10


class Thing:
    pass


class Sub(ref):
    __slots__ = ()


def called(_):
    pass


def sharing():
    thing = Thing()
    made = [ref(thing), ref(thing), ref(thing, called), ref(thing, called), Sub(thing), Sub(thing)]
    first = {id(each): at for at, each in reversed(list(enumerate(made)))}
    return {
        # For each, the first that is the same object.
        'same': [first[id(each)] for each in made],
        'count': getweakrefcount(thing),
        'order': [first[id(each)] for each in getweakrefs(thing)],
    }


class Link:
    __slots__ = ('a_next', 'b_asks', '__weakref__')


class Asks:
    def __del__(self):
        for each in weak:
            answers.append(each() is not None)


links = [Link() for _ in range(LINKS)]
weak = [ref(link) for link in links]
answers = []
for link, after in zip(links, links[1:]):
    link.a_next = after
links[ASKS_AT].b_asks = Asks()
first = links[0]
del link, after, links
del first

print(json.dumps({
    'python': platform.python_version(),
    'sharing': sharing(),
    'links': LINKS,
    'asksAt': ASKS_AT,
    # Where neighbours differ: silent up to the first of these, then answering.
    'turns': [at for at in range(1, LINKS) if answers[at] != answers[at - 1]],
    'last': answers[-1],
}))
