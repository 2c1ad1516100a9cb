//! Shares numbered pieces of work out over threads, and hands on what they come to in the order of their numbers.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::thread;

/// Works on the pieces 0 to `count - 1` and gives each result to `take`, in order, until it breaks.
///
/// There is a thread for each of `states`, of which the first is the caller's: one state needs no other thread, and where
/// none can be started the caller does it all.
pub(crate) fn in_order<S: Send, R: Send>(
    states: &mut [S],
    count: u64,
    work: impl Fn(&mut S, u64) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    let next = AtomicU64::new(0);
    let claim = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&number| number < count);
    let (own, others) = states.split_first_mut().expect("there is a thread");
    let wanted = usize::try_from(count.saturating_sub(1)).unwrap_or(usize::MAX);
    thread::scope(|scope| {
        let (send, receive) = channel();
        for state in others.iter_mut().take(wanted) {
            let (send, work, claim) = (send.clone(), &work, &claim);
            let help = move || {
                while let Some(number) = claim() {
                    // Nobody listens any more where `take` broke.
                    let _ = send.send((number, work(state, number)));
                }
            };
            // Fewer do as well.
            let _ = thread::Builder::new().spawn_scoped(scope, help);
        }
        drop(send);
        // What came too early waits for what comes before it.
        let (mut early, mut awaited) = (BTreeMap::new(), 0);
        while awaited < count {
            match claim() {
                Some(number) => early.extend([(number, work(own, number))]),
                None => match receive.recv() {
                    Ok(result) => early.extend([result]),
                    // Whoever should have sent it has panicked, and the end of the scope passes that on.
                    Err(_) => return,
                },
            }
            early.extend(receive.try_iter());
            while let Some(result) = early.remove(&awaited) {
                awaited += 1;
                if take(result).is_break() {
                    next.store(count, Ordering::Relaxed);
                    return;
                }
            }
        }
    });
}

/// Works on the pieces 0 to `count - 1` on so many threads and returns what they come to, in order.
pub(crate) fn in_parallel<R: Send>(
    threads: NonZeroUsize,
    count: usize,
    work: impl Fn(usize) -> R + Sync,
) -> Vec<R> {
    let mut results = Vec::with_capacity(count);
    let piece = |(): &mut (), number| work(usize::try_from(number).expect("it is below `count`"));
    in_order(
        &mut vec![(); threads.get()],
        count as u64,
        piece,
        |result| {
            results.push(result);
            ControlFlow::Continue(())
        },
    );
    results
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_thread_that_panics_ends_the_work_and_leaves_nobody_waiting() {
        let has_begun = AtomicBool::new(false);
        let work = |is_own: &mut bool, _| {
            if !*is_own {
                has_begun.store(true, Ordering::SeqCst);
                panic!("a thread of the test");
            }
            while !has_begun.load(Ordering::SeqCst) {
                thread::yield_now();
            }
        };
        in_order(&mut [true, false], 3, work, |()| ControlFlow::Continue(()));
    }

    #[test]
    fn however_many_threads_there_are_results_come_in_order_and_stop_where_they_are_told() {
        for threads in 1..6 {
            for (count, last) in [(0, 0), (1, 9), (50, 50), (50, 20)] {
                let mut taken = Vec::new();
                let square = |worked: &mut u64, number: u64| {
                    *worked += 1;
                    number * number
                };
                in_order(&mut vec![0; threads], count, square, |square| {
                    taken.push(square);
                    if taken.len() == last {
                        ControlFlow::Break(())
                    } else {
                        ControlFlow::Continue(())
                    }
                });
                let want: Vec<u64> = (0..count.min(last as u64)).map(|one| one * one).collect();
                assert_eq!(taken, want);
            }
        }
    }
}
