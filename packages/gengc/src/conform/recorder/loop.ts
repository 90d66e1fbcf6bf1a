/** The measured loop: observe, take back what observing cost, perform. */
export const LOOP: string = String.raw`LOOP = '''
def run(ops, total, ours, make_tuple):
    o = q = t = None
    enabled = emptied = True
    step = at = a = 0
    op = -1
    gc_collect()
    if freeze is not None:
        freeze()
    gc_collect()
    frozen = frozen_at_start[0] = get_freeze_count()
    while True:
        gc_disable()
        if drop is not None:
            drop()
        k0, k1, k2 = get_count()
        if stats_since():
            emptied = True
        if step == 0:
            forget()                 # our own collections
        log(f'{k0},{k1},{k2}')
QUERIES
        if emptied:
            refill()
            emptied = False
        k = get_count()[0]
        while k > k0:
            release()
            k = get_count()[0]
        if k != k0:
            return False
        if step == total:
            return True
        step += 1
        op, a, b, c, d, e = ops[at], ops[at + 1], ops[at + 2], ops[at + 3], ops[at + 4], ops[at + 5]
        at += WIDTH
        if enabled:
            gc_enable()
OPERATIONS
'''


def branches(table):
    """One branch for each entry, as text at the depth of the loop."""
    lines = []
    for name, body in table.items():
        lines.append('        %s op == %d:' % ('elif' if lines else 'if', NUMBER[name]))
        lines.extend('            ' + line for line in body.strip('\n').split('\n'))
    return '\n'.join(lines)


frozen_at_start = [0]
release = ballast.pop
forget = journal.clear
drop = drops.pop if VERSION < (3, 11) else None       # a dropped small tuple empties the trashcan
exec(LOOP.replace('QUERIES', branches(QUERIES)).replace('OPERATIONS', branches(OPERATIONS)))


def stats_since():
    """Logs the collections since the last call; was one of them of an older generation?"""
    rows = get_stats()
    older = False
    generation = 0
    while generation < 3:
        row = rows[generation]
        at = 3 * generation
        times = row['collections'] - seen[at]
        if times:
            collected = row['collected'] - seen[at + 1]
            stuck = row['uncollectable'] - seen[at + 2]
            log(f'G{generation}:{times}:{collected}:{stuck}')
            seen[at] += times
            seen[at + 1] += collected
            seen[at + 2] += stuck
            older = older or generation > 0
        generation += 1
    return older


def descend(depth):
    if depth:
        descend(depth - 1)


class Warm(object):
    def method(self):
        pass


warm = Warm()


def refill():
    """Spare objects for every free list that an operation may draw from; a full collection empties them."""
    get_stats()
    descend(FRAMES)
    size = 0
    while size < 22:
        at = 0
        while at < SPARE:
            if size == 0:
                spare[at] = warm.method
            elif size == 20:
                spare[at] = journal.pop
            elif size == 21:
                spare[at] = []
            else:
                spare[at] = tuple(cells[:size])
            at += 1
        while at:
            at -= 1
            spare[at] = None
        size += 1


`;
