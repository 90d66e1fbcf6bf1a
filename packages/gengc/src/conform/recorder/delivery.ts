/** Prepares a program, runs it, cleans up after it, and writes its record. */
export const DELIVERY: string = String.raw`def compiled(program):
    """Operation and operands in six ints each; a short row ends with -1."""
    flat = []
    for name, *rest in program['ops']:
        row = [NUMBER[name]] + ['ofl'.index(each) if type(each) is str else each for each in rest]
        flat.extend(row + [-1] * (WIDTH - len(row)))
    return flat


def is_possible(program):
    needs = program.get('needs', ())
    return (('freeze' not in needs or freeze is not None)
            and ('tp_del' not in needs or Legacy is not None)
            and ('deep' not in needs or sys.platform != 'emscripten' or VERSION >= (3, 15)))


def prepare(program):
    gc.disable()
    clean()
    gc.collect()
    canaries(program['nids'])
    acts[:] = operands[:] = [0] * program['nids']
    while len(ballast) < BALLAST:
        ballast.append(tuple([None] * TUPLE))
    while drop is not None and len(drops) < len(program['ops']) + 10:
        drops.append(tuple([None] * (5 + len(drops) % 15)))


def clean():
    """Nothing of a program is left, what no collection can take included."""
    set_debug(0)
    garbage[:] = []
    if unfreeze is not None:
        unfreeze()
    roots[:] = [None] * ROOTS
    for thing in get_objects():
        if type(thing) is Items:
            del thing[:]
        elif type(thing) in SLOTTED or type(thing) is Weak:
            for name in ('s0', 's1', 's2', 's3'):
                if hasattr(thing, name):
                    setattr(thing, name, None)
    roots[:] = [None] * ROOTS
    gc.collect()


def own_references():
    """How many references getrefcount sees that are not the program's."""
    a = 0
    roots[a] = Plain()
    count = getrefcount(roots[a]) - 1
    roots[a] = None
    return count


def lines_of(texts):
    """Events stand before the counts they led to, lists after them."""
    lines, events = [], []
    for text in texts:
        if text[0].isdigit():
            lines.append(' '.join([text] + events))
            events = []
        elif text[0] == 'M':
            lines[-1] += ' ' + text
        else:
            events.append(text)
    return lines


def record(program):
    """What the program does here, no lines if watching disturbed it; None if it cannot run here."""
    if not is_possible(program):
        return None
    prepare(program)
    ops, total, threshold = compiled(program), len(program['ops']), program['threshold']
    program.clear()
    ours = own_references()
    gc.collect()
    if freeze is not None:
        freeze()
    gc.collect()
    base = len(get_objects())
    stats_since()
    del journal[:]
    set_threshold(*threshold)
    succeeded = run(ops, total, ours, tuple)
    gc.disable()
    lines = lines_of(journal) if succeeded else []
    clean()
    first[:] = last[:] = []
    gc.collect()
    del journal[:]
    return {'base': base, 'frozen': frozen_at_start[0], 'obs': lines}


def main(source, target):
    import json
    version = '%d.%d.%d' % sys.version_info[:3]
    if sys.version_info[3] != 'final':
        version += {'alpha': 'a', 'beta': 'b', 'candidate': 'rc'}[sys.version_info[3]]
        version += str(sys.version_info[4])
    with open(source, encoding='utf-8') as file:
        programs = [line for line in file if line.strip()]
    record({'ops': [['nop']], 'nids': 1, 'threshold': [700, 10, 10]})       # what comes once has come
    with open(target, 'w', encoding='utf-8') as out:
        for line in programs:
            name = json.loads(line)['name']
            found = record(json.loads(line))
            if found:
                head = {'name': name, 'version': version}
                head.update(found)
                out.write(json.dumps(head, separators=(',', ':')) + '\n')


if __name__ == '__main__':
    main(*sys.argv[1:])
`;
