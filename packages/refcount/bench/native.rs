//! `Rc` of the standard library. Reads lines "WORK MILLISECONDS", answers nanoseconds of CPU time per operation.
use std::hint::black_box;
use std::io::{BufRead, Write};
use std::rc::Rc;

const HELD: usize = 4096;
type Object = Rc<[u64; 2]>;

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: i64,
}
extern "C" {
    fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
}
const PROCESS_CPU: i32 = 2;

fn cpu() -> f64 {
    let mut time = Timespec { seconds: 0, nanoseconds: 0 };
    unsafe { clock_gettime(PROCESS_CPU, &mut time) };
    time.seconds as f64 * 1e9 + time.nanoseconds as f64
}

fn borrow(held: &mut [Object], taken: &mut Vec<Object>) {
    taken.extend(held.iter().cloned());
    black_box(&taken);
    taken.clear();
}

fn rebind(held: &mut [Object], _: &mut Vec<Object>) {
    let mut x = held[0].clone();
    for object in held.iter() {
        let next = object.clone();
        drop(black_box(x));
        x = next;
    }
    drop(black_box(x));
}

fn replace(held: &mut [Object], _: &mut Vec<Object>) {
    for object in held.iter_mut() {
        *object = Rc::new(black_box([0, 0]));
    }
}

fn main() {
    let mut held: Vec<Object> = (0..HELD).map(|_| Rc::new([0, 0])).collect();
    let mut taken: Vec<Object> = Vec::with_capacity(HELD);
    let mut random: u32 = 12345;
    for i in (1..HELD).rev() {
        random = random.wrapping_mul(1664525).wrapping_add(1013904223);
        held.swap(i, random as usize % (i + 1));
    }
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (work, milliseconds) = line.split_once(' ').unwrap();
        let run = match work {
            "replace" => replace,
            "rebind" => rebind,
            _ => borrow,
        };
        let ns: f64 = milliseconds.parse::<f64>().unwrap() * 1e6;
        let (start, mut rounds) = (cpu(), 0);
        while cpu() - start < ns || rounds == 0 {
            for _ in 0..16 {
                run(&mut held, &mut taken);
            }
            rounds += 16;
        }
        println!("{:.4}", (cpu() - start) / (rounds * HELD) as f64);
        std::io::stdout().flush().unwrap();
    }
}
