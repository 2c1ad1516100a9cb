//! Signals. While somebody is asked, whatever is kept is on disk before the next question is drawn: a signal that ends the
//! process sets the terminal back, says in a line how to go on, and ends it with 128 plus its number. One that stops it
//! sets the terminal back too, and what was asked is drawn again when it goes on. Unfinished files go with the process.

mod kinds;
mod screen;
mod unfinished;

use std::io::{self, PipeReader, PipeWriter, Read as _, Write as _};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Once, OnceLock, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Signal, kill_current_process_group};
use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr};
use signal_hook::consts::{
    SIGCONT, SIGPIPE, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH, SIGXFSZ,
};
use signal_hook::flag;
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::{emulate_default_handler, raise};

use screen::{ENTER, ExitMessage, LEAVE, Screen, ask, below};

pub(crate) use kinds::{Woken, endure_full_files, own_write};
use kinds::{is_in_background, is_orphaned, waits_for_terminal};
pub(crate) use screen::is_gone;
pub(crate) use unfinished::{Together, Unfinished};

/// How long a terminal may take to show the exit message: one that was stopped by Ctrl-S takes for ever.
const LONGEST_MESSAGE: Duration = Duration::from_secs(1);
/// How long is waited for whoever a signal has woken, or for a signal that may be on its way.
const GRACE_PERIOD: Duration = Duration::from_millis(50);
/// How long is waited for what is sure to come, as the signal that a closed window sends: a busy machine takes its time.
const SURE_TO_COME: Duration = Duration::from_secs(1);
/// How often signals are looked for where no thread could be started that waits for them.
const ATTENDANCE: Duration = Duration::from_millis(100);

/// Watches for signals until the process ends. There is one watch for the process.
#[derive(Debug, Clone)]
pub(crate) struct Watch(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// Whether somebody is saying the exit message already.
    leaving: AtomicBool,
    /// Whether it is a signal that ends the process: whoever asks draws nothing more and sets no mode.
    ending: AtomicBool,
    /// Whether whoever asks waits for that end.
    waiting: AtomicBool,
    /// Whether somebody is being asked.
    asking: AtomicBool,
    /// Whether input is waited for at this moment.
    listening: AtomicBool,
    /// Whether escape sequences may be written.
    escapes: AtomicBool,
    /// The terminal as it was found.
    found: Option<Termios>,
    /// Whoever draws or sets a mode holds this: a frame drawn over the exit message would hide it.
    screen: Mutex<Screen>,
    exit_message: Mutex<ExitMessage>,
    /// Adds to the signals that are watched for.
    handle: Handle,
    /// The signals, where no thread could be started that waits for them.
    unattended: Option<Mutex<Signals>>,
    /// Whether the process was stopped, and nobody has taken in yet that it goes on: until then nothing is read.
    going_on: Arc<AtomicBool>,
    /// Whether a signal came that ends the process, though nobody may have taken it in yet: it is not stopped any more.
    doomed: Arc<AtomicBool>,
    /// Whether a signal came that the terminal sends where another process has it, and the process did not go on since.
    turned_away: Arc<AtomicBool>,
    /// Has all that noted once only, before the signal is passed on.
    noting: Once,
    /// Wakes whoever waits for input when the process goes on after it was stopped, or the window has another size.
    woken: (PipeReader, PipeWriter),
    /// Whether that the window has another size is on its way to whoever waits: once is enough.
    resized: AtomicBool,
}

/// What is written to wake whoever waits for input.
const RESUMED: u8 = 0;
const RESIZED: u8 = 1;

impl Watch {
    /// Starts to watch while somebody is asked. Without `escapes` no escape sequence is ever written.
    pub(crate) fn start(escapes: bool) -> io::Result<Self> {
        let watch = Self::of_the_process()?;
        let shared = &watch.0;
        // Whoever was asked before has had the last words, and others will be wanted.
        shared.leaving.store(false, Ordering::SeqCst);
        shared.doomed.store(false, Ordering::SeqCst);
        shared.escapes.store(escapes, Ordering::SeqCst);
        shared.asking.store(true, Ordering::SeqCst);
        // Whoever reads from a terminal that another process has, or sets its modes, gets these again and again until the
        // process is stopped: somebody else has to see to that.
        let turning_away = [SIGTTIN, SIGTTOU].into_iter();
        let turning_away = turning_away.filter(|_| shared.unattended.is_none());
        shared.noting.call_once(|| {
            let _ = flag::register(SIGCONT, Arc::clone(&shared.going_on));
            for signal in kinds::ending().filter(|signal| ![SIGPIPE, SIGXFSZ].contains(signal)) {
                let _ = flag::register(signal, Arc::clone(&shared.doomed));
            }
            for signal in turning_away.clone() {
                let _ = flag::register(signal, Arc::clone(&shared.turned_away));
            }
        });
        // By the last it is known of each stop before anything is read that waits when the process goes on.
        for signal in kinds::ending()
            .chain([SIGCONT, SIGTSTP, SIGWINCH])
            .chain(turning_away)
        {
            shared.handle.add_signal(signal)?;
        }
        Ok(watch.clone())
    }

    /// Watches from now on for signals that would leave unfinished files behind, but for those that whoever started the
    /// process wants ignored.
    fn for_files() {
        let Ok(watch) = Self::of_the_process() else {
            return;
        };
        // Where nobody waits for them, signals had better do what they always do.
        if watch.0.unattended.is_none() {
            let is_ignored = kinds::ignored();
            for signal in kinds::ending().filter(|&signal| !is_ignored(signal)) {
                let _ = watch.0.handle.add_signal(signal);
            }
        }
    }

    fn of_the_process() -> io::Result<&'static Self> {
        static WATCH: OnceLock<Watch> = OnceLock::new();
        if let Some(watch) = WATCH.get() {
            return Ok(watch);
        }
        let started = Self::started()?;
        Ok(WATCH.get_or_init(|| started))
    }

    fn started() -> io::Result<Self> {
        let signals = Signals::new([] as [i32; 0])?;
        let handle = signals.handle();
        let (hand_over, handed_over) = mpsc::channel::<(Self, Signals)>();
        let thread = thread::Builder::new().spawn(move || {
            if let Ok((watch, mut signals)) = handed_over.recv() {
                for signal in signals.forever() {
                    watch.take(signal);
                }
            }
        });
        let (attended, unattended) = match thread {
            Ok(_) => (Some(signals), None),
            Err(_) => (None, Some(Mutex::new(signals))),
        };
        let watch = Self(Arc::new(Shared {
            leaving: AtomicBool::new(false),
            ending: AtomicBool::new(false),
            waiting: AtomicBool::new(false),
            asking: AtomicBool::new(false),
            listening: AtomicBool::new(false),
            escapes: AtomicBool::new(false),
            found: tcgetattr(io::stdin()).ok(),
            screen: Mutex::default(),
            exit_message: Mutex::new(ExitMessage(Box::new(String::new))),
            handle,
            unattended,
            going_on: Arc::default(),
            doomed: Arc::default(),
            turned_away: Arc::default(),
            noting: Once::new(),
            woken: io::pipe()?,
            resized: AtomicBool::new(false),
        }));
        if let Some(signals) = attended {
            let _ = hand_over.send((watch.clone(), signals));
        }
        Ok(watch)
    }

    /// Says this when a signal ends the process.
    pub(crate) fn set_exit_message(&self, line: &str) {
        let line = line.to_owned();
        self.make_exit_message(move || line.clone());
    }

    /// Says what this comes to when a signal ends the process.
    pub(crate) fn make_exit_message(&self, make: impl Fn() -> String + Send + 'static) {
        lock(&self.0.exit_message).0 = Box::new(make);
    }

    /// Nobody is asked any more, and nothing is said when a signal ends the process.
    pub(crate) fn stop_asking(&self) {
        self.set_exit_message("");
        self.0.asking.store(false, Ordering::SeqCst);
    }

    /// Draws, and notes how many rows then lie below the cursor. Once a signal ends the process, this does not return.
    pub(crate) fn draw(
        &self,
        below: usize,
        write: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<()> {
        let mut screen = self.screen();
        write()?;
        screen.below = below;
        Ok(())
    }

    /// Takes the last words for the caller; where a signal ends the process already, this does not return.
    pub(crate) fn leave(&self) {
        self.give_way();
        if self.0.leaving.swap(true, Ordering::SeqCst) {
            self.wait_for_the_end();
        }
    }

    /// Does not return once a signal ends the process.
    pub(crate) fn give_way(&self) {
        self.attend();
        if self.0.ending.load(Ordering::SeqCst) {
            self.wait_for_the_end();
        }
    }

    /// Passes on what came of asking; where a signal came meanwhile, this does not return.
    pub(crate) fn heed<T>(&self, asked: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &asked {
            self.give_way_to(error);
        }
        self.give_way();
        asked
    }

    /// Does not return where an error says that the terminal is gone and a signal says so too: the error comes first.
    pub(crate) fn give_way_to(&self, error: &io::Error) {
        if is_gone(error) {
            let patience = if self.has_lost_its_terminal() {
                SURE_TO_COME
            } else {
                GRACE_PERIOD
            };
            self.wait_for(patience, |shared| &shared.ending);
            self.give_way();
        }
    }

    /// Waits for input, but no longer than that. Once a signal ends the process, this does not return.
    pub(crate) fn wait_for_input(&self, patience: Option<Duration>) -> io::Result<Woken> {
        let end = patience.map(|patience| Instant::now() + patience);
        let (input, woken) = (io::stdin(), &self.0.woken.0);
        loop {
            self.come_forward();
            self.give_way();
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            let most = self.0.unattended.as_ref().map(|_| ATTENDANCE);
            let moment = left.into_iter().chain(most).min();
            let moment = moment.and_then(|moment| Timespec::try_from(moment).ok());
            let mut both = [
                PollFd::from_borrowed_fd(input.as_fd(), PollFlags::IN),
                PollFd::from_borrowed_fd(woken.as_fd(), PollFlags::IN),
            ];
            self.0.listening.store(true, Ordering::SeqCst);
            let polled = poll(&mut both, moment.as_ref());
            self.0.listening.store(false, Ordering::SeqCst);
            match polled {
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
                Ok(_) if !both[1].revents().is_empty() => {
                    self.0.resized.store(false, Ordering::SeqCst);
                    let mut why = [0; 64];
                    let count = (&*woken).read(&mut why)?;
                    return Ok(if why[..count].contains(&RESUMED) {
                        Woken::Resumed
                    } else {
                        Woken::Resized
                    });
                }
                // What waits was sent before the question is there again: whoever asks is to hear of that first.
                Ok(_) if self.0.going_on.load(Ordering::SeqCst) => {
                    thread::sleep(Duration::from_millis(1));
                }
                Ok(0) if left.is_some_and(|left| left.is_zero()) => return Ok(Woken::Late),
                // That it goes on may have been taken in since the look at both: then the note of it is there by now.
                Ok(_) if !both[0].revents().is_empty() && !is_readable(woken)? => {
                    return Ok(Woken::Input);
                }
                Ok(_) => {}
            }
        }
    }

    /// Sends a signal to all processes that the terminal would send it to for a key: a shell that waits for this one is
    /// to be stopped with it. Where the signal ends the process, this does not return.
    pub(crate) fn send(&self, signal: Signal) {
        if signal == Signal::TSTP {
            if !is_orphaned() {
                // Before a shell that waits is stopped: whoever waits for that one takes the terminal back at once.
                self.leave_screen(&mut self.screen());
                let _ = kill_current_process_group(signal);
                self.wait_for(GRACE_PERIOD, |shared| &shared.going_on);
            }
        } else {
            let _ = kill_current_process_group(signal);
            self.wait_for(SURE_TO_COME, |shared| &shared.ending);
            self.give_way();
        }
    }

    /// Returns whether there was a terminal and is none any more. After an end of input, Ctrl-D, it is there still.
    fn has_lost_its_terminal(&self) -> bool {
        self.0.found.is_some() && tcgetattr(io::stdin()).is_err()
    }

    /// Holds the screen for whoever asks; once a signal ends the process, this does not return.
    fn screen(&self) -> MutexGuard<'_, Screen> {
        // Not while the screen is held: whoever takes in signals may want it.
        self.come_forward();
        let screen = lock(&self.0.screen);
        if self.0.ending.load(Ordering::SeqCst) {
            drop(screen);
            self.wait_for_the_end();
        }
        screen
    }

    /// Takes in a signal.
    fn take(&self, signal: i32) {
        match signal {
            SIGTTIN | SIGTTOU if !self.0.turned_away.swap(false, Ordering::SeqCst) => {}
            // The terminal sends these where another process has it, and then there is nothing to set back.
            SIGTTIN | SIGTTOU if is_in_background() => {
                self.stop_in_background();
            }
            SIGTSTP | SIGTTIN | SIGTTOU => self.stop(),
            SIGCONT => self.resume(),
            SIGWINCH => self.resize(),
            SIGXFSZ if kinds::comes_from_own_write() => {}
            // These come from writing too, and whoever writes is told by an error: who waits for input does not write.
            SIGPIPE | SIGXFSZ if !self.is_listening_soon() => {}
            _ => self.end(signal),
        }
    }

    /// Returns whether somebody is asked and input is waited for, now or in a moment.
    fn is_listening_soon(&self) -> bool {
        let asking = self.0.asking.load(Ordering::SeqCst);
        if asking && self.0.unattended.is_none() {
            self.wait_for(SURE_TO_COME, |shared| &shared.listening);
            return self.0.listening.load(Ordering::SeqCst);
        }
        asking
    }

    /// Stops the process as its terminal asks for, with the terminal as it was found.
    fn stop(&self) {
        if is_orphaned() || self.0.leaving.load(Ordering::SeqCst) {
            return;
        }
        // Held while it is stopped, so that nobody draws.
        let mut screen = lock(&self.0.screen);
        self.leave_screen(&mut screen);
        self.drop_typed();
        self.0.going_on.store(true, Ordering::SeqCst);
        let _ = raise(SIGSTOP);
    }

    /// Leaves the screen to others until the process goes on.
    fn leave_screen(&self, screen: &mut Screen) {
        if screen.by_key && !screen.is_left {
            ask(&(below(screen.below) + "\r\n" + LEAVE));
            (screen.below, screen.is_left) = (0, true);
            self.restore();
        }
    }

    /// Goes on after the process was stopped: whoever continued it may have set the terminal in their own way.
    fn resume(&self) {
        let mut screen = lock(&self.0.screen);
        // What asked for a stop until now has had it.
        self.0.turned_away.store(false, Ordering::SeqCst);
        // Where it is not this process's turn it is stopped once more, and this comes again.
        let asks = self.0.asking.load(Ordering::SeqCst) && self.0.unattended.is_none();
        if asks && waits_for_terminal() && (self.stop_in_background() || is_in_background()) {
            return;
        }
        screen.is_left = false;
        if screen.by_key {
            self.set_modes(&screen, OptionalActions::Drain);
            ask(ENTER);
        }
        let _ = (&self.0.woken.1).write_all(&[RESUMED]);
        self.0.going_on.store(false, Ordering::SeqCst);
    }

    /// Has what is asked drawn for the window as it is now.
    fn resize(&self) {
        if !self.0.resized.swap(true, Ordering::SeqCst) {
            let _ = (&self.0.woken.1).write_all(&[RESIZED]);
        }
    }

    /// Drops what was typed and not entered yet: it was no command for the shell. What was typed at another process that has
    /// the terminal by now is for that one.
    pub(crate) fn drop_typed(&self) {
        if !is_in_background() && self.0.asking.load(Ordering::SeqCst) {
            let _ = tcflush(io::stdin(), QueueSelector::IFlush);
        }
    }

    fn end(&self, signal: i32) {
        if self.0.leaving.swap(true, Ordering::SeqCst) {
            return;
        }
        self.0.ending.store(true, Ordering::SeqCst);
        let asking = self.0.asking.load(Ordering::SeqCst);
        if asking {
            let (said, heard) = mpsc::channel();
            let speaker = self.clone();
            let thread = thread::Builder::new().spawn(move || {
                speaker.say_exit_message();
                let _ = said.send(());
            });
            match thread {
                Ok(_) => drop(heard.recv_timeout(LONGEST_MESSAGE)),
                Err(_) => self.say_exit_message(),
            }
            self.drop_typed();
            self.restore();
        }
        unfinished::remove_all();
        if !asking {
            // A shell that runs several commands tells by this whether to go on.
            let _ = emulate_default_handler(signal);
        }
        std::process::exit(128 + signal);
    }

    /// The process ends in a moment.
    fn wait_for_the_end(&self) -> ! {
        self.0.waiting.store(true, Ordering::SeqCst);
        loop {
            self.attend();
            thread::sleep(ATTENDANCE);
        }
    }

    /// Waits until something is so, and no longer than that.
    fn wait_for(&self, patience: Duration, what: impl Fn(&Shared) -> &AtomicBool) {
        let start = Instant::now();
        while !what(&self.0).load(Ordering::SeqCst) && start.elapsed() < patience {
            self.attend();
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Takes in the signals that came, where no thread does.
    fn attend(&self) {
        let Some(unattended) = &self.0.unattended else {
            return;
        };
        // Whoever takes one in may come here again.
        let Ok(mut signals) = unattended.try_lock() else {
            return;
        };
        let came: Vec<i32> = signals.pending().collect();
        drop(signals);
        for signal in came {
            self.take(signal);
        }
    }
}

/// Returns whether there is something to read at this moment.
fn is_readable(input: impl AsFd) -> io::Result<bool> {
    let mut input = [PollFd::new(&input, PollFlags::IN)];
    Ok(poll(&mut input, Some(&Timespec::default()))? > 0)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
