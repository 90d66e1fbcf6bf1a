/** One line for each object: its type, size and flags, and the names of its references if asked for. */
export const ROWS: string = `class _Kind(object):
    """What is the same for all instances of one type."""

    def __init__(self, kind, types):
        mro = type.__dict__['__mro__'].__get__(kind)
        spaces = [type.__dict__['__dict__'].__get__(base) for base in mro]
        self.name = _class_name(kind)
        self.number = types.setdefault(self.name, len(types))
        self.flags = _GC_TYPE if type.__dict__['__flags__'].__get__(kind) & (1 << 14) else 0
        if any('__del__' in space for space in spaces):
            self.flags |= _HAS_FINALIZER
        self.is_weakref = _weakref.ref in mro
        if self.is_weakref:
            self.flags |= _WEAKREF
        self.is_module = _MODULE in mro
        self.is_type = type in mro
        sizes = [space['__sizeof__'] for space in spaces if '__sizeof__' in space]
        self.has_size = bool(sizes) and type(sizes[0]) is not _FUNCTION
        self.slots = []
        self.attributes = set()
        for space in spaces:
            for key in list(space):
                if type(space[key]) is _MEMBER:
                    self.slots.append((key, space[key]))
                elif type(space[key]) is _FUNCTION:
                    self.attributes.update(space[key].__code__.co_names)
        for space in spaces:
            self.attributes.difference_update(space)


def _class_name(kind):
    module = type.__dict__['__module__'].__get__(kind)
    name = type.__dict__['__qualname__'].__get__(kind)
    return '%s.%s' % (module, name) if type(module) is str else name


def _rows(objects, generations, counts, starts, referents, types, texts, rows, names):
    kinds = {}
    index = {id(objects[k]): k for k in range(len(objects))}
    is_finalized = getattr(gc, 'is_finalized', None)
    for k in range(len(objects)):
        o = objects[k]
        kind = kinds.get(id(type(o)))
        if kind is None:
            kind = kinds[id(type(o))] = _Kind(type(o), types)
        count = max(counts[k], 0)
        flags = kind.flags
        if generations[k] != _UNTRACKED:
            flags |= _TRACKED
        if is_finalized is not None and is_finalized(o):
            flags |= _FINALIZED
        if _VERSION >= (3, 12) and count > 1 << 28:
            flags |= _IMMORTAL
        if _is_suspended(o):
            flags |= _SUSPENDED
        held = referents[starts[k]:starts[k + 1]]
        rows.append('[%d,%d,%d,%d,%d,[%s]%s]' % (
            kind.number, min(count, 0xffffffff), _size(o, kind), generations[k], flags,
            ','.join(map(str, held)), _extras(o, kind, held, objects, index, texts, names)))
        o = None


def _size(o, kind):
    if not kind.has_size:
        return -1                      # asking would run code of the program
    try:
        return sys.getsizeof(o)
    except Exception:
        return -1


def _is_suspended(o):
    """Will its finalizer free what its frame holds?"""
    if type(o) is _GENERATOR:
        return o.gi_suspended if _VERSION >= (3, 13) else not o.gi_running
    if type(o) is _COROUTINE:
        if _VERSION >= (3, 11):
            return o.cr_suspended
        return o.cr_frame is not None and o.cr_frame.f_lasti >= 0 and not o.cr_running
    return False


def _extras(o, kind, held, objects, index, texts, names):
    """Label, names of references, referent of a weak reference: what is missing at the end is left out."""
    label = _label(o, kind)
    label = -1 if label is None else texts.setdefault(label, len(texts))
    edges = _edge_names(o, kind, held, objects, texts) if names else []
    referent = -1
    if kind.is_weakref:
        target = _weakref.ref.__call__(o)
        referent = -1 if target is None else index.get(id(target), -1)
        target = None
    if referent >= 0:
        return ',%d,[%s],%d' % (label, ','.join(map(str, edges)), referent)
    if edges:
        return ',%d,[%s]' % (label, ','.join(map(str, edges)))
    return ',%d' % label if label >= 0 else ''


def _label(o, kind):
    if kind.is_type:
        return _class_name(o)
    if kind.is_module:
        name = _MODULE.__dict__['__dict__'].__get__(o)
        name = name.get('__name__') if type(name) is dict else None
        return name if type(name) is str else None
    if type(o) is _FUNCTION:
        module = o.__module__
        return '%s.%s' % (module, o.__qualname__) if type(module) is str else o.__qualname__
    return None


def _edge_names(o, kind, held, objects, texts):
    found = {}
    if type(o) is dict:
        for key in list(o):
            if type(key) is str:
                found.setdefault(id(o[key]), key)
    else:
        for key, slot in kind.slots:
            try:
                found.setdefault(id(slot.__get__(o)), key)
            except Exception:
                pass
        for key in kind.attributes if not kind.is_type else ():
            try:
                found.setdefault(id(object.__getattribute__(o, key)), key)
            except Exception:
                pass
    if not found:
        return []
    edges = [found.get(id(objects[at])) for at in held]
    if not any(edge is not None for edge in edges):
        return []
    return [-1 if edge is None else texts.setdefault(edge, len(texts)) for edge in edges]


`;
