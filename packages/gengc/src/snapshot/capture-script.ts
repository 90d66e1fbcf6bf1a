/**
 * A Python program that writes the heap of the process it runs in: standard library only, CPython
 * 3.6 and later. Types, counts, generations, sizes and references, never values; attribute names
 * and the text keys of dicts only when asked for. The file appears whole or not at all.
 *
 * `import capture; capture.write('heap.jsonl.gz')` inside the process, or from outside, in 3.14
 * and later, `python3 capture.py PID heap.jsonl.gz`.
 *
 * @example
 * ```ts
 * import { CAPTURE_SCRIPT } from '@memstrata/gengc/snapshot';
 *
 * console.log(CAPTURE_SCRIPT.split('\n')[0]); // → """Write the heap of a Python process to a file: types, reference counts, generations, sizes and
 * ```
 */
export const CAPTURE_SCRIPT: string = String.raw`"""Write the heap of a Python process to a file: types, reference counts, generations, sizes and
references, never values.  Standard library only, CPython 3.6 and later.

From inside:      import capture; capture.write('heap.jsonl.gz')
On a signal:      capture.on_signal(signal.SIGUSR1, 'heap.jsonl.gz')
On import:        MEMSTRATA_CAPTURE=heap.jsonl.gz in the environment, then import capture
From outside:     python3.14 capture.py PID heap.jsonl.gz [--names]     (both CPython 3.14 or later)

Names of modules, classes and functions are written, as names of types are.  Attribute names and
the text keys of dicts only with names=True (--names).  The file appears whole or not at all.
Code of the program is not run, except with collect=True: then gc.collect() is called afterwards
under DEBUG_SAVEALL and what it found is written too, to check a reader against.
"""
import _weakref
import gc
import os
import sys

_GC_TYPE, _TRACKED, _FINALIZED, _HAS_FINALIZER, _WEAKREF, _IMMORTAL, _SUSPENDED = 1, 2, 4, 8, 16, 32, 64
_UNTRACKED, _UNKNOWN, _FROZEN = -1, 3, 4
_VERSION = sys.version_info[:2]
_MODULE = type(sys)
_FUNCTION = type(lambda: 0)
_MEMBER = type(_FUNCTION.__dict__['__closure__'])


def _generator():
    yield


async def _coroutine():
    pass


_GENERATOR = type(_generator())
_unused = _coroutine()
_COROUTINE = type(_unused)
_unused.close()
del _unused


def write(path, names=False, collect=False):
    """Write the heap of this process to path, compressed if it ends with .gz; return its object count."""
    counters = '"counts":[%d,%d,%d]' % gc.get_count()
    enabled = gc.isenabled()
    gc.disable()
    try:
        return _write(path, names, collect, counters, enabled)
    finally:
        if enabled:
            gc.enable()


def _write(path, names, collect, counters, enabled):
    import json
    objects = []
    generations = _gather(objects)
    starts, referents = _references(objects, generations)
    counts = _counts(objects)
    types, texts, rows = {}, {}, []
    _rows(objects, generations, counts, starts, referents, types, texts, rows, names)
    head = ('{"format":2,"writer":"memstrata capture 1","python":%s,"objects":%d,"edges":%d,'
            '"names":%s,"collector":{"enabled":%s,%s,"thresholds":[%d,%d,%d],"collections":[%s]}}'
            % (json.dumps('%d.%d.%d' % sys.version_info[:3]), len(rows), len(referents),
               json.dumps(bool(names)), json.dumps(enabled), counters,
               gc.get_threshold()[0], gc.get_threshold()[1], gc.get_threshold()[2],
               ','.join([str(row['collections']) for row in gc.get_stats()])))
    lines = [head, json.dumps(list(types)), json.dumps(list(texts))]
    where = {id(objects[k]): k for k in range(len(objects))} if collect else None
    del objects[:]
    closing = '{"truth":null}'
    if collect:
        closing = '{"truth":%s}' % json.dumps(_collect(where))
    _replace(path, lines, rows, closing)
    return len(rows)


def _gather(objects):
    """All tracked objects, ours left out; returns their generations."""
    generations = bytearray()
    if _VERSION >= (3, 8):
        generation = 0
        while generation < 3:          # an iterator would be an object of ours in the heap
            part = gc.get_objects(generation=generation)
            objects.extend(part)
            generations.extend(bytes([generation]) * len(part))
            part = None
            generation += 1
    else:
        part = gc.get_objects()
        objects.extend(part)
        generations.extend(bytes([_UNKNOWN]) * len(part))
        part = None
    own = {id(objects)}
    if _VERSION < (3, 11):             # later, a running function has no frame object
        frame = sys._getframe()
        while frame is not None and frame.f_globals is globals() and frame.f_code.co_name != '<module>':
            own.add(id(frame))
            frame = frame.f_back
        frame = None
    k = len(objects) - 1
    while k >= 0:
        if id(objects[k]) in own:
            del objects[k], generations[k]
        k -= 1
    return [generation for generation in generations]


def _references(objects, generations):
    """Referents of every object; adds what is reached and was not listed."""
    index = {}
    k = 0
    while k < len(objects):
        index[id(objects[k])] = k
        k += 1
    starts, referents = [0], []
    get_referents, is_tracked = gc.get_referents, gc.is_tracked
    k = 0
    while k < len(objects):
        for referent in get_referents(objects[k]):
            at = index.get(id(referent))
            if at is None:
                at = len(objects)
                index[id(referent)] = at
                objects.append(referent)
                generations.append(_FROZEN if is_tracked(referent) else _UNTRACKED)
            referents.append(at)
        referent = None
        starts.append(len(referents))
        k += 1
    return starts, referents


def _counts(objects):
    """Reference counts without our own references: the argument's and the list's."""
    getrefcount = sys.getrefcount
    probe = [object()]
    ours = getrefcount(probe[0])
    counts = []
    k = 0
    while k < len(objects):
        counts.append(getrefcount(objects[k]) - ours)
        k += 1
    return counts


class _Kind(object):
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


def _collect(where):
    """What the collector finds now; everything we hold of the program must be gone."""
    flags, before = gc.get_debug(), len(gc.garbage)
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        returned = gc.collect()
    finally:
        gc.set_debug(flags)
    found = [where.get(id(gc.garbage[k]), -1) for k in range(before, len(gc.garbage))]
    del gc.garbage[before:]
    return {'collect_returned': returned, 'garbage': found}


def _replace(path, lines, rows, closing):
    """The file appears whole or not at all."""
    part = '%s.part-%d' % (path, os.getpid())
    try:
        with open(part, 'wb') as raw:
            if path.endswith('.gz'):
                import gzip
                with gzip.GzipFile(filename='', fileobj=raw, mode='wb', compresslevel=6) as packed:
                    _put(packed, lines, rows, closing)
            else:
                _put(raw, lines, rows, closing)
            raw.flush()
            os.fsync(raw.fileno())
        os.replace(part, path)
    except BaseException:
        if os.path.exists(part):
            os.unlink(part)
        raise


def _put(file, lines, rows, closing):
    file.write(('\n'.join(lines) + '\n').encode('utf-8', 'replace'))
    for k in range(0, len(rows), 4096):
        file.write(('\n'.join(rows[k:k + 4096]) + '\n').encode('ascii'))
    file.write((closing + '\n').encode('ascii'))


def on_signal(number, path, names=False):
    """Write the heap each time the process gets the signal."""
    import signal
    signal.signal(number, lambda *_: write(path, names))


def attach(pid, path, names=False, seconds=60):
    """Write the heap of another process to path by remote execution (3.14 and later)."""
    import tempfile
    import time
    path = os.path.abspath(path)
    error = path + '.error'
    with open(os.path.abspath(__file__), encoding='utf-8') as file:
        source = file.read()
    with tempfile.NamedTemporaryFile('w', suffix='.py', delete=False, encoding='utf-8') as file:
        file.write(remote_script(source, path, names))
    before = os.stat(path).st_mtime_ns if os.path.exists(path) else None
    try:
        sys.remote_exec(pid, file.name)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if os.path.exists(error):
                with open(error, encoding='utf-8') as failed:
                    text = failed.read()
                os.unlink(error)
                raise RuntimeError('process %d could not write its heap:\n%s' % (pid, text))
            if os.path.exists(path) and os.stat(path).st_mtime_ns != before:
                return
            time.sleep(0.05)
        raise RuntimeError('process %d did not answer within %d seconds' % (pid, seconds))
    finally:
        os.unlink(file.name)


def remote_script(source, path, names):
    """What the other process runs; it leaves nothing behind there."""
    return ('space = {"__name__": "memstrata_capture"}\n'
            'try:\n'
            '    exec(compile(%r, "<memstrata capture>", "exec"), space)\n'
            '    space["write"](%r, names=%r)\n'
            'except BaseException:\n'
            '    import traceback\n'
            '    with open(%r, "w", encoding="utf-8") as failed:\n'
            '        failed.write(traceback.format_exc())\n'
            'finally:\n'
            '    space.clear()\n'
            '    del space\n' % (source, path, bool(names), path + '.error'))


def _main(arguments):
    names = '--names' in arguments
    arguments = [each for each in arguments if each != '--names']
    if len(arguments) != 2 or not arguments[0].isdigit():
        sys.exit('usage: python3 capture.py PID FILE [--names]')
    if not hasattr(sys, 'remote_exec'):
        sys.exit('reading another process needs CPython 3.14 or later; in an older one import this '
                 'file there and call capture.write(FILE)')
    attach(int(arguments[0]), arguments[1], names)


if __name__ == '__main__':
    _main(sys.argv[1:])
elif __name__ != 'memstrata_capture' and os.environ.get('MEMSTRATA_CAPTURE'):
    write(os.environ['MEMSTRATA_CAPTURE'])
`;
