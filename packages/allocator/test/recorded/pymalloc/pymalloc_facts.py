"""Records what CPython's small-object allocator does, through ctypes on PyObject_Malloc and PyObject_Free.

Prints one JSON object: version, geometry as sys._debugmallocstats() prints it, where blocks of one
size class fall (pool by first appearance, offset in the pool), and when arenas come and go.
Addresses are kept in a C array, because int objects would occupy the very pools that are watched.
"""
import ctypes, json, os, re, sys, tempfile
api = ctypes.pythonapi
malloc = api.PyObject_Malloc; malloc.restype = ctypes.c_size_t; malloc.argtypes = [ctypes.c_size_t]
free = api.PyObject_Free; free.restype = None; free.argtypes = [ctypes.c_size_t]

def stats():
    f = tempfile.TemporaryFile(); old = os.dup(2); os.dup2(f.fileno(), 2)
    sys._debugmallocstats(); os.dup2(old, 2); os.close(old); f.seek(0); text = f.read().decode()
    number = lambda pattern: int(re.search(pattern, text).group(1).replace(",", ""))
    return {"allocated": number(r"# arenas allocated total\s+=\s+([\d,]+)"),
            "reclaimed": number(r"# arenas reclaimed\s+=\s+([\d,]+)"),
            "arenaBytes": number(r"arenas \* ([\d,]+) bytes/arena"),
            "poolBytes": number(r"unused pools \* ([\d,]+) bytes"),
            "classes": [list(map(int, m)) for m in re.findall(r"^ +(\d+) +(\d+) +\d+ +\d+ +\d+$", text, re.M)]}

start = stats(); pool = start["poolBytes"]; arena = start["arenaBytes"]; per_pool = (pool - 48) // 512
# 1. Where blocks fall. Fill all pools there are, until a block opens an arena: from there on all is known.
def open_arena():
    before = stats()["allocated"]
    while True:
        p = malloc(512)
        if p % pool == 48 and stats()["allocated"] > before: return p
open_arena()
# Nothing here may grow: a list of 64 places would itself take a block of 512.
ops = [None] * 1200; where = []; state = 42; n = m = made = 0
C = (ctypes.c_size_t * 1200)(); live = (ctypes.c_size_t * 1200)()
for i in range(1200):
    state = (state * 1103515245 + 12345) % 2**31
    if not m or state // 65536 % 5 < 3:
        C[n] = malloc(512); live[m] = n; m += 1; ops[made] = n; made += 1; n += 1
    else:
        j = state // 65536 // 5 % m; k = live[j]
        if C[k] % pool == 48: continue  # the first block of each pool stays, so that no pool is given back
        m -= 1; live[j] = live[m]; free(C[k]); ops[made] = -1 - k; made += 1
ops = ops[:made]
pools = {}
for k in range(n): where.append([pools.setdefault(C[k] // pool, len(pools)), C[k] % pool])
# 2. An arena that comes and goes: allocate until one is mapped, then free and take its only block.
# Five attempts, the most lively counts: when the interpreter frees a pool of its own in between, it is that pool that comes and goes.
thrash = {"allocated": 0, "reclaimed": 0}
for attempt in range(5):
    p = open_arena(); a = stats()
    for i in range(10):
        free(p); p = malloc(512)
    b = stats()
    seen = {"allocated": b["allocated"] - a["allocated"], "reclaimed": b["reclaimed"] - a["reclaimed"]}
    if seen["allocated"] > thrash["allocated"]: thrash = seen
print(json.dumps({"version": sys.version.split()[0], "poolBytes": pool, "arenaBytes": arena, "classes": start["classes"], "operations": ops, "places": where, "thrash": thrash}))
