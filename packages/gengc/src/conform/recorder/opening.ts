/** The entry of the recorder: what it is, and what it keeps for the whole run. */
export const OPENING: string = `"""Run programs of the collector's op language on this interpreter, and write down what could be
observed after every operation.  Standard library only, CPython 3.6 and later.

    python3 -I -S -B recorder.py programs.jsonl out.jsonl

One program a line in, one record a line out: counts of the three generations, then what happened.
The recorder must not be seen by the collector it watches:

- Everything of ours is frozen (3.6: old) before the first operation.
- An operation touches only ints, cells of lists that exist, and the objects of the program.
- What observing allocates comes and goes while the collector is off.  Afterwards the free lists
  are full again and dropped ballast has brought count 0 back to what the program made of it;
  where that fails the record has no lines.
"""
import _weakref
import gc
import sys
from gc import get_count, get_objects, get_referents, get_referrers, get_stats, is_tracked
from sys import getrefcount

try:
    from _testcapi import with_tp_del
except Exception:
    with_tp_del = None

VERSION = sys.version_info[:2]
ROOTS, BALLAST, TUPLE, SPARE = 256, 60000, 24, 8      # a tuple of 20 or more is on no free list
FRAMES = 185 if VERSION < (3, 11) else 1              # a deep chain parks as many in the trashcan

gc_enable, gc_disable, gc_collect = gc.enable, gc.disable, gc.collect
set_threshold, set_debug, garbage = gc.set_threshold, gc.set_debug, gc.garbage
freeze, unfreeze = getattr(gc, 'freeze', None), getattr(gc, 'unfreeze', None)
get_freeze_count = getattr(gc, 'get_freeze_count', lambda: 0)
is_finalized = getattr(gc, 'is_finalized', None)
getweakrefcount, list_append = _weakref.getweakrefcount, list.append

journal = []                # texts in the order of what happened
log = journal.append
roots = [None] * ROOTS
acts, operands = [], []     # what a finalizer or callback does, by id
first, last = [], []        # canaries that no object has yet, by id
ballast, drops = [], []
seen = [0] * 9              # collections, collected, uncollectable of each generation
cells = [None] * TUPLE
spare = [None] * SPARE


`;
