/** Writes the file whole or not at all; on a signal, from another process, on import. */
export const DELIVERY: string = String.raw`def _collect(where):
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
    os.chmod(file.name, 0o644)         # the other process may be another user's
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
