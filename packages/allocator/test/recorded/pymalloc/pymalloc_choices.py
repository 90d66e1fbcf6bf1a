"""Records the choices of CPython's small-object allocator, through ctypes on PyObject_Malloc, Realloc and Free.

Prints one line of JSON: version, which arena a new pool comes from, which requests take up a freed block, and which
blocks realloc moves. Addresses are kept in C arrays, because int objects would occupy the very pools that are watched.
"""
import ctypes, json, os, re, sys, tempfile
api = ctypes.pythonapi
malloc = api.PyObject_Malloc; malloc.restype = ctypes.c_size_t; malloc.argtypes = [ctypes.c_size_t]
realloc = api.PyObject_Realloc; realloc.restype = ctypes.c_size_t; realloc.argtypes = [ctypes.c_size_t, ctypes.c_size_t]
free = api.PyObject_Free; free.restype = None; free.argtypes = [ctypes.c_size_t]

def stats():
    f = tempfile.TemporaryFile(); old = os.dup(2); os.dup2(f.fileno(), 2)
    sys._debugmallocstats(); os.dup2(old, 2); os.close(old); f.seek(0); text = f.read().decode()
    number = lambda pattern: int(re.search(pattern, text).group(1).replace(",", ""))
    return {"allocated": number(r"# arenas allocated total\s+=\s+([\d,]+)"),
            "arenaBytes": number(r"arenas \* ([\d,]+) bytes/arena"),
            "poolBytes": number(r"unused pools \* ([\d,]+) bytes")}

start = stats(); pool = start["poolBytes"]; arena = start["arenaBytes"]
def open_arena():
    before = stats()["allocated"]
    while True:
        p = malloc(512)
        if p % pool == 48 and stats()["allocated"] > before: return p
# 1. Which arena a new pool comes from. Four arenas are filled and a fifth is opened, whole pools of the first three are
# given back as FREED says, and then blocks are taken: the arenas of their pools in order. Of nine attempts the most
# frequent counts, for the interpreter may take a pool or hold a block of 512 too.
FREED = [0, 1, 2, 0, 2, 0, 1, 2, 0, 2, 0, 0]
A = (ctypes.c_size_t * 12000)(); first = (ctypes.c_size_t * 5)(); order = [0] * 40
def arena_of(p):
    known = [i for i in range(5) if first[i] <= p < first[i] + arena]
    return max(known, key=first.__getitem__) if known else -1
def reuse():
    n = opened = 0
    for i in range(5): first[i] = 2**60
    last = open_arena()  # no older arena has a free pool now; a new one is far from the last
    while opened < 5:
        p = malloc(512)
        if abs(p // pool - last // pool) > 32: first[opened] = p; opened += 1
        if opened: A[n] = p; n += 1
        last = p
    for a in FREED:
        k = 0
        while k < n and (arena_of(A[k]) != a or A[k] // pool == first[a] // pool): k += 1
        if k == n: return None
        gone = A[k] // pool
        for k in range(n):
            if A[k] // pool == gone: free(A[k]); A[k] = 0
    last = m = 0
    while m < len(FREED) + 3:
        p = malloc(512)
        if p // pool != last // pool and arena_of(p) >= 0: order[m] = arena_of(p); m += 1
        last = p
    return tuple(order[:m])
attempts = [each for each in [reuse() for _ in range(9)] if each]
# 2. Whether a freed block of one size is what the next request for another gets.
def again(size, then):
    p = malloc(size); free(p); return malloc(then) == p
same = [[a, b, again(a, b)] for a, b in [(1, 1), (0, 1), (1, 0), (1, 16), (16, 17), (33, 48), (496, 497), (497, 512), (512, 513)]]
# 3. Whether a block of one size that is to have another stays where it is.
def stays(size, then):
    p = malloc(size); return realloc(p, then) == p
sizes = (16, 64, 100, 208, 512)
resized = [[size, then, stays(size, then)] for size in sizes for then in
           (1, size // 2, size * 3 // 4 - 1, size * 3 // 4, size * 3 // 4 + 1, size - 1, size + 1, size + 17)]
print(json.dumps({"version": sys.version.split()[0], "freed": FREED, "reused": max(attempts, key=attempts.count), "same": same, "resized": resized}))
