/** Finds all objects, their references and counts, leaving out what belongs to the script itself. */
export const WALK: string = `def _gather(objects):
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


`;
