/** What each operation does, as statements of the measured loop. */
export const OPERATIONS: string = String.raw`# What each operation does, as statements of the loop below: a call of a function would need a frame,
# which is an object of the collector up to 3.10.  Operands are a to e; o, q and t are empty
# before and after.
STORE = '''
o = roots[a]
if o.__class__ in SLOTTED:
    if b == 0:
        o.s0 = VALUE
    elif b == 1:
        o.s1 = VALUE
    elif b == 2:
        o.s2 = VALUE
    else:
        o.s3 = VALUE
elif o.__class__ is Weak and b < 2:
    if b == 0:
        o.s0 = VALUE
    else:
        o.s1 = VALUE
else:
    log('S')
o = None'''

OPERATIONS = {
    'new': '''
roots[a] = None
acts[b] = d
operands[b] = e
o = Plain() if c == 0 else Finalized() if c == 1 else Legacy()
gc_disable()
o.a = first[b]
o.s0 = o.s1 = o.s2 = o.s3 = None
o.z = last[b]
first[b] = last[b] = None
roots[a] = o
o = None''',
    'wref': '''
o = roots[c]
if a == c or o.__class__ not in REFERABLE:
    log('S')
else:
    roots[a] = None
    if d < 0:
        q = Weak(o)
    else:
        acts[b] = d
        operands[b] = e
        q = Weak(o, called_back)
    gc_disable()
    q.a = first[b]
    q.s0 = q.s1 = None
    q.z = last[b]
    first[b] = last[b] = None
    roots[a] = q
    q = None
o = None''',
    'tup': '''
gc_disable()
cells[0] = first[b]
first[b] = None
if c >= 0:
    cells[1] = roots[c]
if d >= 0:
    cells[2] = roots[d]
if e >= 0:
    cells[3] = roots[e]
roots[a] = None
if enabled:
    gc_enable()
t = make_tuple(cells)
gc_disable()
cells[0] = cells[1] = cells[2] = cells[3] = None
roots[a] = t
t = None''',
    'list': '''
roots[a] = None
q = Items()
gc_disable()
q.a = first[b]
first[b] = None
roots[a] = q
q = None''',
    'append': '''
o = roots[a]
if o.__class__ is Items:
    list_append(o, roots[b])
else:
    log('S')
o = None''',
    'bind': 'roots[a] = roots[b]',
    'drop': 'roots[a] = None',
    'set': STORE.replace('VALUE', 'roots[c]'),
    'clr': STORE.replace('VALUE', 'None'),
    'load': '''
o = roots[b]
if o.__class__ in SLOTTED or o.__class__ is Weak and c < 2:
    if c == 0:
        q = o.s0
    elif c == 1:
        q = o.s1
    elif c == 2:
        q = o.s2
    else:
        q = o.s3
    o = None
    roots[a] = q
    q = None
else:
    log('S')
o = None''',
    'chain': '''
while c > 0:
    o = Plain()
    o.a = first[b]
    o.z = last[b]
    first[b] = last[b] = None
    o.s0 = roots[a]
    o.s1 = o.s2 = o.s3 = None
    roots[a] = o
    o = None
    b += 1
    c -= 1''',
    'churn': '''
while a > 0:
    o = Plain()
    o = None
    a -= 1''',
    'collect': '''
k = gc_collect(a)
gc_disable()
log(f'R{k}')''',
    'threshold': 'set_threshold(a, b, c)',
    'enable': 'enabled = True',
    'disable': 'enabled = False',
    'freeze': 'freeze()',
    'unfreeze': 'unfreeze()',
    'debug': 'set_debug(a)',
    'clear_garbage': 'garbage[:] = ()',
    'refs': '''
k = getrefcount(roots[a]) - ours
log('R-1' if roots[a] is None else f'R{k}')''',
    'tracked': "log('R1' if is_tracked(roots[a]) else 'R0')",
    'finalized': "log('R-9' if is_finalized is None else 'R1' if is_finalized(roots[a]) else 'R0')",
    'deref': '''
o = roots[a]
if o.__class__ is Weak:
    q = o()
    log('R-1' if q is None else f'R{q.a.co_firstlineno}')
    q = None
else:
    log('S')
o = None''',
    'frozen': '''
k = get_freeze_count() - frozen
log(f'R{k}' if k >= 0 else 'R-1')''',
    'wcount': "log(f'R{getweakrefcount(roots[a])}')",
    'members': 'pass',
    'referrers': 'pass',
    'referents': 'pass',
    'garbage': 'pass',
    'nop': 'pass',
}

# What is asked after the operation, with the collector off.
QUERIES = {
    'members': '''
if VERSION < (3, 8):
    listed(9, get_objects())
else:
    listed(0, get_objects(0))
    listed(1, get_objects(1))
    listed(2, get_objects(2))
emptied = True''',
    'referrers': 'listed(10, get_referrers(roots[a]))\nemptied = True',
    'referents': 'listed(11, get_referents(roots[a]))\nemptied = True',
    'garbage': 'listed(12, garbage)\nemptied = True',
}

NUMBER = {name: number for number, name in enumerate(OPERATIONS)}
WIDTH = 6


def listed(kind, things):
    text = f'M{kind}:'
    comma = ''
    at, end = 0, len(things)
    while at < end:
        number = number_of(things[at])
        if number >= 0:
            text += f'{comma}{number}'
            comma = ','
        at += 1
    log(text)


`;
