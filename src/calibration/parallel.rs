//! The same work on several portions, on several threads; what comes back is in the order of the portions.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Does the work of each portion, `0..count`.
pub(super) fn in_parallel<T: Send>(
    threads: usize,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    if threads < 2 || count < 2 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(count));
    std::thread::scope(|scope| {
        for _ in 0..threads.min(count) {
            scope.spawn(|| {
                loop {
                    let portion = next.fetch_add(1, Ordering::Relaxed);
                    if portion >= count {
                        break;
                    }
                    let result = work(portion);
                    done.lock()
                        .expect("no thread has failed")
                        .push((portion, result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no thread has failed");
    done.sort_by_key(|(portion, _)| *portion);
    done.into_iter().map(|(_, result)| result).collect()
}
