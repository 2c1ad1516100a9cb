//! How a run writes files. One rule, here and nowhere else: what it writes never takes the place of a file that it reads or
//! was told of, nor of what is kept on this machine, by whatever name, link or path they are called, nor of what somebody
//! wrote or answered; and it is written whole or not at all.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use rolefit::catalogue::{FileKind, is_id};
use rolefit::session::TranscriptFormat;
use rustix::fs::{Access, AtFlags, CWD, accessat};
use rustix::io::Errno;

use super::error::why;
use super::inputs::{Identity, folder_of, is_no_file, links, name_of};
use super::signals::Unfinished;
use super::store::{Folder, Journals, foreign, is_journal, journals, kept, own_files, own_folder};
use super::{CliError, Result, environment};

/// Whether a new file may take the place of an older one of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Replacing {
    /// It may, unless somebody wrote or answered that.
    Older,
    /// It may, as was said.
    Any,
    /// It may not, even if the older one was made a moment ago.
    Never,
    /// It may not, and the new one goes with others until all are there: see `Together`.
    Part,
}

/// Refuses to write to a file that was read, or that is kept on this machine.
///
/// # Errors
/// What would be lost.
pub(crate) fn check(target: &Path) -> Result<()> {
    let found = fs::metadata(target).ok();
    let Some(file) = found.and_then(|found| Identity::of(&found)) else {
        return not_among_kept(target);
    };
    not_read(file)?;
    if !is_no_file(target) && Identity::behind(io::stderr()) == Some(file) {
        return Err(refused("the file that messages go to"));
    }
    match kept_here().into_iter().find(|path| is(path, file)) {
        Some(path) => {
            let path = path.display();
            Err(refused(&format!("`{path}`, which rolefit keeps for you")))
        }
        None => not_among_kept(target),
    }
}

/// Refuses to put files into a folder in which results or catalogues are kept: nobody looks for other files there.
///
/// # Errors
/// It is one, or lies within one.
pub(crate) fn check_folder(target: &Path) -> Result<()> {
    let home = || env::var_os("ROLEFIT_HOME");
    let results = Folder::existing(home()).map(|folder| folder.file("results"));
    let own = own_folder(home()).ok().flatten();
    let target = resolved(target);
    let folders = results.into_iter().chain(own);
    let mut folders = folders.map(|folder| resolved(&folder));
    match folders.find(|folder| target.starts_with(folder)) {
        Some(folder) => Err(is_ours(&folder, "name another folder with `-o`")),
        None => Ok(()),
    }
}

/// Refuses to put a file where it would be taken for a result, or for answers or practice under way.
///
/// # Errors
/// It would be taken for one.
pub(crate) fn not_among_kept(target: &Path) -> Result<()> {
    let Some(home) = Folder::existing(env::var_os("ROLEFIT_HOME")) else {
        return Ok(());
    };
    let target = resolved(&place(target).unwrap_or_else(|_| target.to_path_buf()));
    let (results, path) = (resolved(&home.file("results")), resolved(home.path()));
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    if target.starts_with(&results) {
        Err(is_ours(&results, "name another file with `-o`"))
    } else if target.parent() == Some(&path) && is_journal(&name) {
        Err(is_ours(&path, "name another file with `-o`"))
    } else {
        Ok(())
    }
}

fn is_ours(folder: &Path, hint: &str) -> CliError {
    let folder = folder.display();
    CliError::usage(format!("`{folder}` is where rolefit keeps what is yours")).hint(hint)
}

/// Returns where a name leads to, as far as that is there already.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = path
        .ancestors()
        .find_map(|above| Some((above, above.canonicalize().ok()?)));
    let real = there.and_then(|(above, real)| Some(real.join(path.strip_prefix(above).ok()?)));
    // No slash stays at the end.
    real.map_or(path, |real| real.components().collect())
}

/// Refuses to print where standard output goes to a file that was read.
///
/// # Errors
/// What would be lost.
pub(crate) fn check_standard_output() -> Result<()> {
    Identity::behind(io::stdout()).map_or(Ok(()), not_read)
}

fn not_read(file: Identity) -> Result<()> {
    match name_of(file) {
        Some(name) => Err(refused(&format!("{name}, which is an input"))),
        None => Ok(()),
    }
}

/// What somebody wrote is no larger; of a table the beginning tells what it is.
const LARGEST: u64 = 4 << 20;

/// Refuses to replace what somebody wrote or answered, which cannot be had again. A result gives way to one of the same
/// answers, so that a command can be run again.
///
/// # Errors
/// What would be lost.
pub(super) fn spare(target: &Path, new: &[u8]) -> Result<()> {
    if is_no_file(target) {
        return Ok(());
    }
    let mut there = Vec::new();
    // There may be none, or one that may be written and not read.
    let _ = File::open(target).and_then(|file| file.take(LARGEST).read_to_end(&mut there));
    // What is read of a large one may end within a character.
    let is_text = str::from_utf8(&there).map_or_else(|error| error.error_len().is_none(), |_| true);
    let [text, new] = [&there, new].map(|bytes| String::from_utf8_lossy(bytes));
    let what = somebodys(&text, &new).or((!is_text).then_some("no text that rolefit writes"));
    // An export that has grown holds all that the older one does.
    let what = what.filter(|_| !new.contains(text.trim_end()));
    let answers = answers_of(&text).filter(|_| what.is_some());
    let is_same = answers.is_some() && answers == answers_of(&new);
    let Some(what) = what.filter(|_| !is_same) else {
        return Ok(());
    };
    let target = target.display();
    let what = answers.map_or(what, |_| "a result of other answers");
    Err(
        CliError::io(format!("`{target}` is already there, and is {what}"))
            .hint("choose another name with `-o`, or remove the file first"),
    )
}

/// Says what a text is where somebody wrote or answered it: what this tool prints but results and exports can be had
/// again. A table is this tool's where it has the columns of the new one, or those of rows that were scored.
fn somebodys(text: &str, new: &str) -> Option<&'static str> {
    use FileKind::{Answers, Catalogue, Json, Lines, Own, Printed, Questions, Stories, Table};
    /// Of a file with a slip in it nothing else tells what it is.
    const HEADS: [&str; 4] = ["[answers]", "[[item]]", "[[question]]", "[[story]]"];
    /// Once what is kept is cleared, an export of it is the only copy.
    const EXPORTED: [&str; 2] = [
        r#""schema":"rolefit/assessment@"#,
        r#""schema":"rolefit/practice-event@"#,
    ];
    let kind = FileKind::of(text);
    let first = text.lines().next().unwrap_or_default();
    let is_exported = || EXPORTED.iter().any(|schema| text.contains(schema));
    let is_one = match kind {
        Some(Answers | Catalogue | Questions | Own | Stories) => true,
        Some(Lines) => !first.contains("\"schema\"") || is_exported(),
        Some(Printed) => is_exported(),
        Some(Json) => {
            let is_ours = text.contains(r#""schema": "rolefit/"#);
            !is_ours || text.contains("\"answers\"") || text.contains("\"answer_string\"")
        }
        // Half of the columns are items at least, or this is prose with a comma.
        Some(Table) => {
            let cells = first.split([',', ';', '\t', '|']);
            let cells: Vec<&str> = cells.map(|cell| cell.trim().trim_matches('"')).collect();
            let ids = cells.iter().filter(|cell| is_id(cell)).count();
            let is_scored = cells.contains(&"verdict");
            2 * ids >= cells.len() && !is_scored && new.lines().next() != Some(first)
        }
        None => {
            let is_answer = |line: &str| {
                let answer = line.split_once(" = ");
                answer.is_some_and(|(item, number)| {
                    is_id(item) && number.trim().parse::<u8>().is_ok()
                })
            };
            TranscriptFormat::of(text) == TranscriptFormat::AnswerString
                || first.starts_with("sep=")
                || text
                    .lines()
                    .any(|line| HEADS.contains(&line.trim()) || is_answer(line))
        }
        Some(_) => false,
    };
    is_one.then(|| kind.map_or("what somebody wrote or answered", FileKind::name))
}

/// Returns the answers that a result in JSON comes of, in one line.
fn answers_of(text: &str) -> Option<String> {
    let result: serde_json::Value = serde_json::from_str(text).ok()?;
    result["answer_string"].as_str().map(str::to_owned)
}

fn refused(what: &str) -> CliError {
    CliError::usage(format!("the output would replace {what}")).hint("name another file with `-o`")
}

fn is(path: &Path, file: Identity) -> bool {
    fs::metadata(path).is_ok_and(|found| Identity::of(&found) == Some(file))
}

/// Returns whether two names lead to the same place, whether a file is there already or not.
pub(crate) fn are_one(one: &Path, other: &Path) -> bool {
    one == other || last_of_links(one).is_some_and(|one| last_of_links(other) == Some(one))
}

/// Returns the files in which answers, results, practice and one's own catalogues are kept. What cannot be looked at cannot
/// be told.
fn kept_here() -> Vec<PathBuf> {
    let Some(folder) = Folder::existing(env::var_os("ROLEFIT_HOME")) else {
        return Vec::new();
    };
    let results = kept(&folder).unwrap_or_default();
    let mut paths: Vec<PathBuf> = results.into_iter().map(|one| one.path).collect();
    paths.extend(foreign(&folder).unwrap_or_default());
    let own = own_folder(env::var_os("ROLEFIT_HOME")).ok().flatten();
    paths.extend(own.and_then(|own| own_files(&own).ok()).unwrap_or_default());
    for kind in [Journals::Drafts, Journals::Practice] {
        let found = journals(&folder, kind).unwrap_or_default();
        let named = found.journals.into_iter().chain(found.locks);
        let named = named.map(|(_, path)| path);
        paths.extend(named.chain(found.aside).chain(found.foreign));
    }
    paths
}

/// Makes the folder that pages are written to.
pub(super) fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| {
        let (folder, why) = (folder.display(), why(&error));
        CliError::io(format!("could not make the folder `{folder}`: {why}"))
    })
}

/// Opens what is written to and never replaced.
pub(super) fn open_device(file: &Path) -> io::Result<File> {
    // A descriptor of this process is written to through itself: what is opened anew has a place of its own in the file,
    // and whoever writes after it through the descriptor would write over it.
    let same = match own_descriptor(file) {
        Some(1) => {
            environment::check_standard_output()?;
            io::stdout().as_fd().try_clone_to_owned()
        }
        Some(2) => {
            environment::check_standard_error()?;
            io::stderr().as_fd().try_clone_to_owned()
        }
        _ => return OpenOptions::new().append(true).open(file),
    };
    same.map(File::from)
}

/// Returns the number of the open descriptor of this process that a name leads to, if it does.
fn own_descriptor(file: &Path) -> Option<u32> {
    let own = PathBuf::from(format!("/proc/{}/fd", std::process::id()));
    let number = |file: &Path| file.file_name()?.to_str()?.parse().ok();
    let mut links = links(file).filter(|(folder, _)| *folder == own);
    links.find_map(|(_, file)| number(&file))
}

/// Returns whether a name leads to where standard output goes, so that both would write there.
pub(super) fn is_standard_output(file: &Path) -> bool {
    let is_same = |one: Identity| is(file, one);
    own_descriptor(file) == Some(1) || Identity::behind(io::stdout()).is_some_and(is_same)
}

/// Returns what to say of a file that could not be written.
pub(super) fn not_written(file: &Path, error: &io::Error) -> CliError {
    let folder = folder_of(file);
    let why = if file.is_dir() {
        "it is a folder".to_owned()
    } else if !folder.is_dir() {
        format!("there is no folder `{}`", folder.display())
    } else if error.kind() == io::ErrorKind::NotFound && file.is_symlink() {
        "it is a link that leads to no folder".to_owned()
    } else if check_protection(file).is_err() {
        "it is write-protected".to_owned()
    } else {
        why(error)
    };
    let failed = CliError::io(format!("could not write `{}`: {why}", file.display()))
        .hint("nothing was written; an older file of that name is as it was");
    match check_protection(file) {
        Ok(()) => failed,
        Err(_) => failed.hint("lift the protection, as by `chmod u+w`, or name another file"),
    }
}

/// Refuses a file that may not be written to: that another could take its place is no leave to replace it. Where nobody
/// may write to it that holds for the administrator too, whom the system lets write to every file.
fn check_protection(file: &Path) -> io::Result<()> {
    let Ok(found) = fs::metadata(file) else {
        return Ok(());
    };
    if found.is_file() && found.permissions().mode() & 0o222 == 0 {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    match accessat(CWD, file, Access::WRITE_OK, AtFlags::EACCESS) {
        Err(error @ (Errno::ACCESS | Errno::PERM)) => Err(error.into()),
        _ => Ok(()),
    }
}

/// Returns the place that a name leads to, whether a file is there already or not: behind a link that of the file that the
/// link leads to, so that the link stays.
fn place(file: &Path) -> io::Result<PathBuf> {
    match file.canonicalize() {
        Err(_) if !file.is_symlink() => Ok(file.to_path_buf()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => last_of_links(file).ok_or(error),
        found => found,
    }
}

/// Returns where the last of a chain of links leads to.
fn last_of_links(file: &Path) -> Option<PathBuf> {
    let (folder, file) = links(file).find(|(_, file)| fs::read_link(file).is_err())?;
    Some(folder.join(file.file_name()?))
}

/// Tries whether a file can be written whole, by a file beside it that is gone at once.
pub(super) fn try_place(file: &Path) -> Result<()> {
    check(file)?;
    spare(file, b"")?;
    if file.is_dir() {
        return Err(not_written(file, &io::ErrorKind::IsADirectory.into()));
    }
    if is_no_file(file) {
        return Ok(());
    }
    check_protection(file)
        .and_then(|()| tempfile::tempfile_in(folder_of(&place(file)?)))
        .map(drop)
        .map_err(|error| not_written(file, &error))
}

/// Writes a file whole or not at all: a new file beside it, synced, takes its name.
pub(super) fn write_whole(file: &Path, bytes: &[u8], replacing: Replacing) -> Result<()> {
    check(file)?;
    if replacing == Replacing::Older {
        spare(file, bytes)?;
    }
    let written = if is_no_file(file) {
        open_device(file).and_then(|mut device| device.write_all(bytes))
    } else {
        new_beside(file).and_then(|mut new| {
            new.file.write_all(bytes)?;
            new.take_name(replacing)
        })
    };
    written.map_err(|error| not_written(file, &error))
}

/// A file that will take the name of another.
#[derive(Debug)]
pub(super) struct New {
    pub(super) file: Unfinished,
    /// The name that it will take.
    place: PathBuf,
}

impl New {
    /// Takes the name, once all is on disk.
    pub(super) fn take_name(self, replacing: Replacing) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        match replacing {
            Replacing::Older | Replacing::Any => return self.file.persist(&self.place),
            Replacing::Never => self.file.persist_as_new(&self.place),
            Replacing::Part => self.file.persist_as_part(&self.place),
        }
        .map_err(|(_, error)| error)
    }
}

/// Makes the file that will take the name of another. The person asked for it by name, so it has the permissions that any
/// program would give it, less the umask; where it replaces a file it has that one's, which may be closed to others.
pub(super) fn new_beside(file: &Path) -> io::Result<New> {
    check_protection(file)?;
    let place = place(file)?;
    let anybody = Permissions::from_mode(0o666);
    let new = Unfinished::new(folder_of(&place), ".tmp", Some(anybody))?;
    if let Ok(older) = std::fs::metadata(&place) {
        let mode = older.permissions().mode() & 0o777;
        new.as_file()
            .set_permissions(Permissions::from_mode(mode))?;
    }
    Ok(New { file: new, place })
}
