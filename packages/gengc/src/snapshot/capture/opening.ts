/** The entry of the capture script: what it is, and what a call of `write` does. */
export const OPENING: string = `"""Write the heap of a Python process to a file: types, reference counts, generations, sizes and
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


`;
