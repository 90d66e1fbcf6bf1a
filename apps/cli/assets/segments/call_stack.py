"""Records one call stack, inside gdb: gdb -batch -x call_stack.py, the job in the environment variable JOB.

The job is JSON: executable, output, functions, mark (function to stop in), mark_at ("entry" or "body"), result (function whose
first result is followed, or null), reads (function -> line by which it has read its variadic arguments), variadic
(function -> the names of the variables it read them into).

Nothing here knows a calling convention. Where an argument travels is found by changing one register or one word of the
stack at a time at the first instruction, letting the function fetch its parameters, and looking which of them came out
otherwise; where a result travels, by changing one register behind the return.
"""
import json
import os
import re

import gdb

job = json.loads(os.environ["JOB"])


def command(text):
    return gdb.execute(text, to_string=True)


for setting in ("pagination off", "confirm off", "width 0", "backtrace past-main on", "disable-randomization on", "exec-wrapper env -i A=1"):
    command(f"set {setting}")
command("handle SIGSEGV SIGBUS SIGFPE SIGILL stop noprint nopass")
command(f"file {job['executable']}")
command("break *main")
command("run")
inferior = gdb.selected_inferior()
architecture = gdb.selected_frame().architecture()
IS_64 = "x86-64" in architecture.name()
WORD = 8 if IS_64 else 4
MASK = (1 << 8 * WORD) - 1
SP, FP, PC = ("rsp", "rbp", "rip") if IS_64 else ("esp", "ebp", "eip")
ARGUMENT_REGISTERS = ["rdi", "rsi", "rdx", "rcx", "r8", "r9"] if IS_64 else []
VECTORS = [f"xmm{n}" for n in range(8)] if IS_64 else []
GENERAL = (
    ["rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "rsp"] + [f"r{n}" for n in range(8, 16)]
    if IS_64
    else ["eax", "ebx", "ecx", "edx", "esi", "edi", "ebp", "esp"]
)
CALLEE_SAVED = ["rbx", "r12", "r13", "r14", "r15"] if IS_64 else ["ebx", "esi", "edi"]
RESULT_REGISTERS = [GENERAL[0], GENERAL[3], *(VECTORS[:2]), "st0"]
FLIP = 0x5555555555555555


def register(name):
    suffix = ".v2_int64[0]" if name.startswith("xmm") else ""
    return int(gdb.parse_and_eval(f"(unsigned long long)${name}{suffix}")) & ((1 << 64) - 1 if suffix else MASK)


def set_register(name, value):
    suffix = ".v2_int64[0]" if name.startswith("xmm") else ""
    command(f"set ${name}{suffix} = {value:#x}")


def memory(at, length):
    return bytes(inferior.read_memory(at, length)) if length else b""


def word_at(at):
    return int.from_bytes(memory(at, WORD), "little")


def flip_word(at):
    inferior.write_memory(at, bytes(byte ^ 0x55 for byte in memory(at, WORD)))


class Snapshot:
    """Registers and the stack from some way below to some way above, to go back to."""

    BELOW = 16384

    def __init__(self, above):
        self.registers = {name: register(name) for name in GENERAL + VECTORS}
        self.pc = register(PC)
        self.low = self.registers[SP] - self.BELOW
        self.stack = memory(self.low, self.BELOW + above)

    def restore(self):
        inferior.write_memory(self.low, self.stack)
        # The place first: gdb unwinds after every change, and must do it by the rule of that place.
        # It also goes back to the frame it had selected, which a recursion may have made an older one.
        for name, value in ((PC, self.pc), (SP, self.registers[SP])):
            set_register(name, value)
            gdb.newest_frame().select()
        for name, value in self.registers.items():
            if register(name) != value:
                set_register(name, value)


class X87:
    """The floating-point stack: one value on it, or none."""

    def __init__(self):
        self.status, self.tags = register("fstat"), register("ftag")
        self.is_used = self.status >> 11 & 7 != 0
        if self.is_used:
            gdb.set_convenience_variable("kept_st0", gdb.parse_and_eval("$st0"))

    def restore(self):
        if self.is_used:
            command(f"set $fstat = {self.status:#x}")
            command("set $st0 = $kept_st0")
            command(f"set $ftag = {self.tags:#x}")


# Types

types = {}


def type_name(kind):
    stripped = kind.strip_typedefs().unqualified()
    return "code *" if "(" in str(stripped) else str(stripped)


def describe(kind):
    stripped = kind.strip_typedefs().unqualified()
    name = type_name(stripped)
    if name in types:
        return name
    entry = types[name] = {"kind": "int", "size": stripped.sizeof, "align": stripped.alignof}
    code = stripped.code
    if code == gdb.TYPE_CODE_VOID:
        entry.update(kind="void", size=0, align=1)
    elif code == gdb.TYPE_CODE_FLT:
        entry["kind"] = "longdouble" if stripped.sizeof > 8 else "float"
    elif code == gdb.TYPE_CODE_PTR:
        entry["kind"] = "ptr"
    elif code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
        entry["kind"] = "struct" if code == gdb.TYPE_CODE_STRUCT else "union"
        entry["fields"] = [
            {"name": field.name, "type": describe(field.type), "off": field.bitpos // 8} for field in stripped.fields()
        ]
    elif code == gdb.TYPE_CODE_ARRAY:
        entry.update(kind="array", elem=describe(stripped.target()), count=None)
        if "variable length" not in name:
            entry["count"] = stripped.range()[1] + 1
        else:
            entry["size"] = 0
    return name


def significant(name, offset=0):
    """The bytes of a type that hold something: offset and length of each scalar."""
    entry = types[name]
    if "fields" in entry:
        return [part for field in entry["fields"] for part in significant(field["type"], offset + field["off"])]
    if entry["kind"] == "array":
        size = types[entry["elem"]]["size"]
        return [part for n in range(entry["count"]) for part in significant(entry["elem"], offset + n * size)]
    return [(offset, 10 if entry["kind"] == "longdouble" else entry["size"])]


def changed_at(name, before, after):
    """Offset of the first byte that holds something and differs, or None."""
    for offset, length in significant(name):
        for at in range(offset, offset + length):
            if before[at] != after[at]:
                return at
    return None


# Functions: where they begin, where their prologue ends, what it does to the stack pointer

table = gdb.selected_frame().find_sal().symtab.linetable()
rows = sorted((row.pc, row.line) for row in table)


class Function:
    def __init__(self, name):
        symbol = gdb.lookup_global_symbol(name) or gdb.lookup_static_symbol(name)
        self.name = name
        self.entry = int(symbol.value().address)
        block = gdb.block_for_pc(self.entry)
        while block.function is None:
            block = block.superblock
        own = [(pc, line) for pc, line in rows if block.start <= pc < block.end]
        self.body = next(pc for pc, _ in own if pc > self.entry)
        self.result = describe(symbol.type.target())
        self.fetched = self.body
        if name in job["reads"]:
            self.fetched = next(pc for pc, line in own if line == job["reads"][name])
        instructions = architecture.disassemble(self.entry, block.end - 1)
        self.prologue = [step for i in instructions if i["addr"] < self.body for step in self.steps(i["asm"])]
        self.taking = {}
        for instruction in instructions:
            found = re.match(rf"sub\s+%(\w+),%{SP}\s*$", instruction["asm"])
            if found:
                self.taking[instruction["addr"]] = found[1]

    @staticmethod
    def steps(text):
        text = re.sub(r"\s+", " ", text).strip()
        for pattern, make in PROLOGUE:
            found = re.match(pattern, text)
            if found:
                return [make(*found.groups())]
        if re.search(rf"^(push|pop|call|enter|leave)|,%{SP}$", text):
            raise ValueError(f"not a known prologue instruction: {text}")
        return []


def signed(digits):
    value = int(digits, 16)
    return value - MASK - 1 if value > MASK >> 1 else value


PROLOGUE = [
    (r"push %(\w+)$", lambda name: {"op": "push", "reg": name}),
    (rf"mov %{SP},%{FP}$", lambda: {"op": "setfp"}),
    (rf"sub \$(0x[0-9a-f]+),%{SP}$", lambda n: {"op": "sub", "n": signed(n)}),
    (rf"add \$(0x[0-9a-f]+),%{SP}$", lambda n: {"op": "sub", "n": -signed(n)}),
    (rf"and \$(0x[0-9a-f]+),%{SP}$", lambda n: {"op": "align", "to": -signed(n)}),
    (rf"lea (0x[0-9a-f]+)\(%{SP}\),%(\w+)$", lambda n, name: {"op": "lea", "reg": name, "off": int(n, 16)}),
    (r"push[lq]? -(0x[0-9a-f]+)\(%(\w+)\)$", lambda n, name: {"op": "push_mem", "reg": name, "off": -int(n, 16)}),
]

functions = {name: Function(name) for name in job["functions"]}
by_entry = {function.entry: function for function in functions.values()}
by_body = {function.body: function for function in functions.values()}
taking = {at: name for function in functions.values() for at, name in function.taking.items()}
for at in {*by_entry, *by_body, *taking, *(function.fetched for function in functions.values())}:
    command(f"break *{at:#x}")


def go():
    command("continue")
    if not inferior.pid:
        raise ValueError("the program ended before its marked point")


def scope(frame):
    """The symbols to be seen in a frame, outermost block first."""
    blocks, block = [], frame.block()
    while True:
        blocks.append(block)
        if block.function is not None:
            break
        block = block.superblock
    return [(depth, symbol) for depth, block in enumerate(reversed(blocks)) for symbol in block]


# Calls

calls, live = [], []


def parameters(function):
    """Name, type and bytes of each parameter, the variadic ones at the end."""
    frame = gdb.newest_frame()
    found = [symbol for _, symbol in scope(frame) if symbol.is_argument]
    names = job["variadic"].get(function.name, [])
    found += [symbol for name in names for _, symbol in scope(frame) if symbol.name == name]
    values = [(symbol, symbol.value(frame)) for symbol in found]
    return [
        ("..." if symbol.name in names else symbol.name, describe(symbol.type), memory(int(value.address), value.type.sizeof))
        for symbol, value in values
    ]


def until(address):
    """Continues to an address, over other breakpoints; whether it came there."""
    for _ in range(64):
        command("continue")
        if not inferior.pid:
            return False
        if register(PC) == address:
            return True
        if register(PC) not in stops:
            return False
    return False


stops = {*by_entry, *by_body, *taking, *(function.fetched for function in functions.values())}


def enter(function):
    stack_pointer = register(SP)
    cfa = stack_pointer + WORD
    callers_cfa = int(gdb.newest_frame().older().older().read_register(SP)) & MASK
    while live and live[-1]["cfa"] != callers_cfa:
        live.pop()
    caller = live[-1] if live else None
    area = caller["body_sp"] - caller["taken"] - cfa if caller else 0
    call = {
        "function": function,
        "caller": caller["function"].name if caller else None,
        "cfa": cfa,
        "returns_to": word_at(stack_pointer),
        "entry_fp": register(FP),
        "entry_registers": {name: register(name) for name in ARGUMENT_REGISTERS},
        "hidden_word": word_at(cfa),
        "al": register(GENERAL[0]) & 255,
        "taken": 0,
        "body_sp": None,
    }
    calls.append(call)
    live.append(call)
    start = Snapshot(WORD + max(area, 0) + 256)
    if function.entry != function.fetched and not until(function.fetched):
        raise ValueError(f"{function.name} does not fetch its parameters")
    fetched = parameters(function)
    places = [[] for _ in fetched]
    trials = [(name, lambda name=name: set_register(name, register(name) ^ FLIP)) for name in ARGUMENT_REGISTERS + VECTORS]
    trials += [(at, lambda at=at: flip_word(at)) for at in range(cfa, cfa + area, WORD)]
    for place, change in trials:
        start.restore()
        change()
        if function.entry != function.fetched and not until(function.fetched):
            continue
        for index, (_, name, after) in enumerate(parameters(function)):
            at = changed_at(name, fetched[index][2], after)
            if at is not None:
                places[index].append((at, place))
    call["arguments"] = [(name, kind, sorted(found, key=lambda pair: pair[0])) for (name, kind, _), found in zip(fetched, places)]
    start.restore()
    if function.entry != function.body:
        until(function.body)
    call["body_sp"] = register(SP)


def follow_result(call):
    """Just behind the return: which registers the caller's variable is made of, low part first."""
    name = call["function"].result
    target = gdb.parse_and_eval("result_copy")
    at, size = int(target.address), target.type.sizeof
    here = register(PC)
    line = [line for pc, line in rows if pc <= here][-1]
    behind = min(pc for pc, other in rows if pc > here and other != line)
    spot = gdb.Breakpoint(f"*{behind:#x}", internal=True)
    start = Snapshot(0)
    stops.add(behind)
    pointer = start.registers[GENERAL[0]]
    x87 = X87()
    until(behind)
    expected = memory(at, size)
    found = []
    for register_name in RESULT_REGISTERS:
        start.restore()
        x87.restore()
        if register_name == "st0":
            if not x87.is_used:
                continue
            command("set $st0 = -$st0")
        else:
            set_register(register_name, register(register_name) ^ FLIP)
        if until(behind):
            changed = changed_at(name, expected, memory(at, size))
            if changed is not None:
                found.append((changed, register_name))
        if not inferior.pid:
            raise ValueError("the program ended while its result was followed")
    start.restore()
    x87.restore()
    spot.delete()
    inferior.write_memory(at, expected)
    result = {"fn": call["function"].name, "sp_after": start.registers[SP]}
    if types[name]["kind"] == "void":
        return None
    if found:
        return {**result, "in": [register_name for _, register_name in sorted(found)]}
    same = changed_at(name, expected, memory(pointer, size)) is None
    if not same:
        raise ValueError("the result is neither in a register nor where the first register points")
    result.update({"in": ["memory"], "pointer_in": GENERAL[0]})
    holders = [name for name, value in call["entry_registers"].items() if value == pointer]
    hidden = {"in": "regs", "regs": holders} if holders else {"in": "stack", "addr": call["cfa"]}
    passed = bool(holders) or call["hidden_word"] == pointer
    return {**result, "pointer_is_hidden_arg": passed, "hidden_arg_in": hidden}


result, pending = None, None
mark = functions[job["mark"]]
while True:
    pc = register(PC)
    if pending and pc == pending["returns_to"] and register(SP) >= pending["cfa"]:
        result, pending = follow_result(pending), None
    elif pc in taking and live:
        while live[-1]["cfa"] <= register(SP):
            live.pop()
        live[-1]["taken"] += register(taking[pc])
    elif pc in by_entry:
        function = by_entry[pc]
        if function is mark and job["mark_at"] == "entry":
            before = Snapshot(512)
            enter(function)
            before.restore()
            calls[-1]["body_sp"] = None
            break
        enter(function)
        if function.name == job["result"] and result is None and pending is None:
            pending = calls[-1]
            command(f"break *{pending['returns_to']:#x}")
            stops.add(pending["returns_to"])
        if function is mark:
            break
    go()

# The stack at the mark

frames, frame = [], gdb.newest_frame()
while True:
    frame.select()
    cfa = int(frame.older().read_register(SP)) & MASK
    sp = int(frame.read_register(SP)) & MASK
    slots = {name: int(at, 16) for name, at in re.findall(r"(\w+) at (0x[0-9a-f]+)", command("info frame").split("Saved registers:")[1])}
    call = next(call for call in reversed(calls) if call["cfa"] == cfa and call["function"].name == frame.name())
    frames.append({"frame": frame, "cfa": cfa, "sp": sp, "slots": slots, "call": call, "variables": []})
    stopped_at_entry = call["body_sp"] is None
    for depth, symbol in [] if stopped_at_entry else scope(frame):
        if symbol.is_argument or symbol.is_variable:
            value = symbol.value(frame) if symbol.needs_frame else symbol.value()
            if value.address is None:
                continue  # optimised away: nobody wrote to it
            kind = "param" if symbol.is_argument else "local" if symbol.needs_frame else "static"
            name = describe(symbol.type)
            frames[-1]["variables"].append((depth, symbol, kind, name, int(value.address), value.type.sizeof))
    if frame.name() == "main":
        break
    frame = frame.older()
gdb.newest_frame().select()

ORIGIN = frames[-1]["cfa"]
OUTER = frames[-1]["call"]["entry_fp"]


def relative(at):
    return at - ORIGIN


FRAME_POINTERS = {entry["slots"].get(FP) for entry in frames}
strange = []


def pointer(value):
    if value != OUTER and value not in FRAME_POINTERS:
        strange.append(value)
    return "outer" if value == OUTER else relative(value)


def place_of(call, name, found):
    if not found:
        return None
    if all(isinstance(place, int) for _, place in found):
        return {"in": "stack", "addr": relative(min(place for _, place in found))}
    return {"in": "regs", "regs": [place for _, place in found]}


alive = [entry["call"] for entry in frames]
given_calls, expected_calls = [], []
for call in calls:
    function = call["function"]
    given = {
        "callee": function.name,
        "caller": call["caller"],
        "live": any(call is one for one in alive),
        "args": [{"name": name, "type": kind} for name, kind, _ in call["arguments"]],
    }
    entry_sp = call["cfa"] - WORD
    expected = {
        "callee": function.name,
        "sp_at_call": relative(call["cfa"]),
        "sp_at_entry": relative(entry_sp),
        "mod16_at_call": call["cfa"] % 16,
        "mod16_at_entry": entry_sp % 16,
        "args": [place_of(call, kind, found) for _, kind, found in call["arguments"]],
    }
    if function.name in job["variadic"]:
        given["variadic"] = True
        if IS_64:
            expected["al"] = call["al"]
    given_calls.append(given)
    expected_calls.append(expected)

# Compiled without frame pointers, a function may keep a value of its own in that register; what its callees save may then be
# no address of a frame, and nothing that is given says what it is.
reused = [
    call["function"].name
    for call in alive
    if {"op": "push", "reg": FP} in call["function"].prologue and {"op": "setfp"} not in call["function"].prologue
]

given_frames, expected_frames = [], []
for index, entry in enumerate(frames):
    call, cfa, sp, slots = entry["call"], entry["cfa"], entry["sp"], entry["slots"]
    fp_slot = slots.get(FP)
    if fp_slot is not None and not sp <= fp_slot < cfa:
        fp_slot = None
    given = {"fn": call["function"].name, "stopped_at_entry": call["body_sp"] is None, "dyn": call["taken"], "vars": []}
    expected = {
        "fn": call["function"].name,
        "cfa": relative(cfa),
        "ret_slot": relative(slots[PC]),
        "ret_to": frames[index + 1]["call"]["function"].name if index + 1 < len(frames) else None,
        "fp_slot": None if fp_slot is None else relative(fp_slot),
        "fp_value": None if fp_slot is None else pointer(word_at(fp_slot)),
        "saved": {name: relative(at) for name, at in slots.items() if name in CALLEE_SAVED and sp <= at < cfa},
        "body_sp": None if call["body_sp"] is None else relative(call["body_sp"]),
        "sp": relative(sp),
        "size": cfa - sp,
        "vars": {},
    }
    for depth, symbol, kind, name, at, size in entry["variables"]:
        variable = {"name": symbol.name, "type": name, "kind": kind, "depth": depth, "line": symbol.line}
        if kind == "static":
            inside = sp - 128 <= at < ORIGIN
            expected["vars"][symbol.name] = {"in": "data", "in_frame": inside}
        else:
            variable.update(size=size, align=types[name]["align"], home="stack", cfa_off=at - cfa)
            expected["vars"][symbol.name] = {
                "in": "stack",
                "addr": relative(at),
                "below_sp": at < sp,
                "in_arg_area": at >= cfa,
            }
        given["vars"].append(variable)
    given_frames.append(given)
    expected_frames.append(expected)

expect = {
    "frames": expected_frames,
    "calls": expected_calls,
    "depth": len(frames),
    "sp": relative(register(SP)),
    "fp": pointer(register(FP)),
    "stack_use": ORIGIN - register(SP),
}
if result:
    expect["ret"] = {**result, "sp_after": relative(result["sp_after"])}
    if result["in"] == ["memory"] and result["hidden_arg_in"]["in"] == "stack":
        expect["ret"]["hidden_arg_in"] = {"in": "stack", "addr": relative(result["hidden_arg_in"]["addr"])}
called = {call["function"].name for call in calls}
record = {
    "given": {
        "types": types,
        "functions": {name: {"ret": functions[name].result, "prologue": functions[name].prologue} for name in sorted(called)},
        "main_cfa_mod4096": ORIGIN % 4096,
        "calls": given_calls,
        "frames": given_frames,
        "ret_call": job["result"] if result else None,
    },
    "expect": expect,
}
if reused and strange:
    record = {"why": f"{reused[0]} keeps a value of its own in {FP}"}
with open(job["output"], "w") as output:
    json.dump(record, output)
command("kill")
