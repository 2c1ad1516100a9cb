//! The commands, and the examples that each command's help ends with. A test runs every one of them.

/// The names of the commands, as the command line lists them: talk is folded by whoever knows no command line.
pub(crate) const COMMANDS: &str = "take score compare team report form prep history simulate validate calibrate catalogue \
                                   completions man";

pub(crate) const TOP: &str = "\
Examples:
  rolefit                             answer about 25 questions, see which fits
  rolefit score answers.toml          the same from a file
  rolefit prep --role product-owner   prepare for the interview

`rolefit COMMAND --help` has examples of each command.
Exit codes: 0 done, 1 a check said no, 2 wrong usage or no terminal, 3 faulty \
catalogue or answers, 4 reading or writing failed, 5 paused with the answers kept, \
130 interrupted; answers given are kept unless --no-save.";

pub(crate) const TAKE: &str = "\
Examples:
  rolefit take                         at most 36 questions
  rolefit take --resume                go on where you paused
  rolefit take --length full --plain   every question; answers are typed";

pub(crate) const SCORE: &str = "\
Examples:
  rolefit score answers.toml                the result as text
  rolefit score answers.toml -o result.md   as a document
  rolefit score - --format json             from standard input, for a script";

pub(crate) const COMPARE: &str = "\
Examples:
  rolefit compare product-owner product-manager --with answers.toml  and you
  rolefit compare project-manager product-manager --move  what a move takes
  rolefit compare --with 20260131 --with latest  what moved";

pub(crate) const TEAM: &str = "\
Examples:
  rolefit team data/examples/team/*.toml                who could take what
  rolefit team data/examples/team/*.toml -o team.html   a page to show
  rolefit team data/examples/team/*.toml --anonymous    without names";

pub(crate) const REPORT: &str = "\
Examples:
  rolefit report -o me.html                       your latest, as a page
  rolefit report answers.toml --format markdown   of an answers file
  rolefit report class.csv --each -o pages        a page of everybody in a table";

pub(crate) const FORM: &str = "\
Examples:
  rolefit form -o answers.toml              to fill in with an editor
  rolefit form -o form.html                 to answer on in a browser
  rolefit form --length quick -o sheet.md   a short sheet to print";

pub(crate) const HISTORY: &str = "\
Examples:
  rolefit history                            what is kept, with verdicts
  rolefit history show latest -o result.md   your latest result again
  rolefit history export -o history.ndjson   everything, for a script";

pub(crate) const SIMULATE: &str = "\
Examples:
  rolefit simulate                                   how often right, how long
  rolefit simulate --length quick,standard           lengths side by side
  rolefit simulate --answering honest,careless=0.1   what spoilt answers do";

pub(crate) const VALIDATE: &str = "\
Examples:
  rolefit validate study.csv                     known: the column `role`
  rolefit validate study.csv --length standard   as a questionnaire
  rolefit validate study.csv -o validation.md    as a document";

pub(crate) const CALIBRATE: &str = "\
Examples:
  rolefit calibrate study.csv                        what answers make of it
  rolefit calibrate study.csv -o new.toml            and a new catalogue
  rolefit calibrate study.csv --format html > r.html    as a page";

pub(crate) const CATALOGUE: &str = "\
Examples:
  rolefit catalogue list                  what is built in
  rolefit catalogue show -o roles.html    roles, sources, traits, items
  rolefit catalogue check my-roles.toml   every fault in your own";

pub(crate) const NEW: &str = "\
Examples:
  rolefit catalogue new -o first.toml   an example to write over
  rolefit catalogue new --trait dry/wet --role \"Cook: dry\" --role \"Diver: wet\"
  rolefit catalogue new --trait calm/quick --role \"Cook: quick\" --role \"Host:\"";

pub(crate) const SCHEMA: &str = "\
Examples:
  rolefit catalogue schema                            of a catalogue
  rolefit catalogue schema -o catalogue.schema.json   for your editor
  rolefit catalogue schema result                     what programs may rely on";

pub(crate) const COMPLETIONS: &str = "\
Examples:
  rolefit completions bash > rolefit        ~/.local/share/bash-completion
  rolefit completions zsh > _rolefit        a folder that $fpath names
  rolefit completions fish > rolefit.fish   ~/.config/fish/completions";

pub(crate) const MAN: &str = "\
Examples:
  rolefit man > rolefit.1     read it with `man ./rolefit.1`
  rolefit man prep practice   the page of one command
  rolefit man --all man1      every page, for ~/.local/share/man";

pub(crate) const PREP: &str = "\
Examples:
  rolefit prep --role product-owner                     half an hour
  rolefit prep --role product-owner --date 2099-01-31   up to that day
  rolefit prep practice --role product-owner            one by one";
