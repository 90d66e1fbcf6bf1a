/** The classes of the op language, and the canaries that tell when their slots are cleared. */
export const OBJECTS: string = `# The first and the last slot of an object hold a canary, whose release is logged.  It must not be
# an object of the collector: an instance of a Python class is one from 3.8 on, a code object is not.
if VERSION >= (3, 8):
    class Watch(_weakref.ref):
        __slots__ = ('event',)

    def released(watch):
        log(watch.event)

    code = (lambda: 0).__code__
    Canary = type(code)
    watches = []

    def canary(number, letter):
        new = code.replace(co_firstlineno=number)
        watch = Watch(new, released)
        watch.event = letter + str(number)
        watches.append(watch)
        return new

    def canaries(count):
        del watches[:]
        first[:] = [canary(number, 'A') for number in range(count)]
        last[:] = [canary(number, 'Z') for number in range(count)]
else:
    class Canary(int):
        __slots__ = ()
        co_firstlineno = int.__dict__['real']

        def __del__(self):
            log('A%d' % self)

    class LastCanary(int):
        __slots__ = ()

        def __del__(self):
            log('Z%d' % self)

    def canaries(count):
        first[:] = [Canary(number) for number in range(count)]
        last[:] = [LastCanary(number) for number in range(count)]


class Plain(object):
    __slots__ = ('a', 's0', 's1', 's2', 's3', 'z', '__weakref__')


class Finalized(Plain):
    __slots__ = ()

    def __del__(self):
        number = self.a.co_firstlineno
        log(f'F{number}')
        act = acts[number]
        if act == 1:
            roots[operands[number]] = self
        elif act == 2:
            roots[operands[number]] = None
        elif act == 3:
            slot = operands[number]
            if slot == 0:
                self.s0 = None
            elif slot == 1:
                self.s1 = None
            elif slot == 2:
                self.s2 = None
            else:
                self.s3 = None
        elif act == 4:
            roots[operands[number]] = self.s0
        elif act == 5:
            other = roots[operands[number]]
            if other.__class__ is Plain or other.__class__ is Finalized:
                other.s3 = self


if with_tp_del is None:
    Legacy = None
else:
    @with_tp_del
    class Legacy(Plain):
        __slots__ = ()

        def __tp_del__(self):
            number = self.a.co_firstlineno
            log(f'L{number}')
            if acts[number] == 1:
                roots[operands[number]] = self


class Weak(_weakref.ref):
    __slots__ = ('a', 's0', 's1', 'z')


class Items(list):
    __slots__ = ('a', '__weakref__')


def called_back(weak):
    number = weak.a.co_firstlineno
    log(f'W{number}')
    act = acts[number]
    if act == 1:
        roots[operands[number]] = None
    elif act == 2:
        weak.s0 = None
    elif act == 3:
        roots[operands[number]] = weak.s0
    elif act == 4:
        other = weak()
        if other is None:
            log('B-1')
        else:
            log(f'B{other.a.co_firstlineno}')


SLOTTED = frozenset(kind for kind in (Plain, Finalized, Legacy) if kind is not None)
REFERABLE = SLOTTED | {Items}
NUMBERED = REFERABLE | {Weak}


def number_of(thing):
    kind = thing.__class__
    if kind in NUMBERED:
        return thing.a.co_firstlineno
    if kind is tuple and len(thing) == TUPLE and thing[0].__class__ is Canary:
        return thing[0].co_firstlineno
    return -1


`;
