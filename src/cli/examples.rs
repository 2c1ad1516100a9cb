//! The examples that each command's help ends with. A test runs every one of them.

pub(crate) const TOP: &str = "\
Examples:
  rolefit                                  answer some 20 questions and see which role fits
  rolefit score answers.toml               the same from a file, without a terminal
  rolefit prep --role product-owner        prepare for the interview

`rolefit COMMAND --help` has examples of each command.
Exit codes: 0 done, 1 a check said no, 2 wrong usage or no terminal, 3 faulty catalogue or answers,
4 reading or writing failed, 5 paused with the answers kept, 130 interrupted; answers given are
kept unless --no-save.";

pub(crate) const TAKE: &str = "\
Examples:
  rolefit take                             at most 36 questions, each chosen by your answers so far
  rolefit take --resume                    go on where you paused
  rolefit take --length full --plain       every question; answers are typed";

pub(crate) const SCORE: &str = "\
Examples:
  rolefit score answers.toml               the result as text
  rolefit score answers.toml -o result.md  as a document to send; the ending chooses the form
  rolefit score - --format json            answers from standard input, the result for a script";

pub(crate) const COMPARE: &str = "\
Examples:
  rolefit compare product-owner product-manager --with answers.toml    with your own place
  rolefit compare project-manager product-manager --move -o move.md    what to flex and build up
  rolefit compare --with 20260131 --with latest    what moved between two results";

pub(crate) const TEAM: &str = "\
Examples:
  rolefit team data/examples/team/*.toml   who could take which role, and which nobody covers
  rolefit team --anonymous data/examples/team/*.toml -o team.md    a document without names
  rolefit team data/examples/team/*.toml --format json    the same for a script";

pub(crate) const REPORT: &str = "\
Examples:
  rolefit report -o me.html                your latest result as a page to keep or send
  rolefit report 20260131 -o ana.html      another one that `rolefit history` lists, by its id
  rolefit report answers.toml --format markdown    the result of an answers file, as a document";

pub(crate) const FORM: &str = "\
Examples:
  rolefit form -o answers.toml             an answers file to fill in with an editor
  rolefit form -o form.html                a page for people who have a browser and no terminal
  rolefit form --length quick -o sheet.md  a short sheet to print";

pub(crate) const HISTORY: &str = "\
Examples:
  rolefit history                          what is kept, with verdicts and probabilities
  rolefit history show latest -o result.md    your latest result again, as a document
  rolefit history export -o history.ndjson    everything, for a script or for another machine";

pub(crate) const SIMULATE: &str = "\
Examples:
  rolefit simulate                         how often the questionnaire is right, and how long it is
  rolefit simulate --length quick,standard    lengths side by side, on the same people
  rolefit simulate --answering honest,careless=0.1,yea-saying=0.5    what spoilt answers do";

pub(crate) const VALIDATE: &str = "\
Examples:
  rolefit validate study.csv               a row a person, with the known role in the column `role`
  rolefit validate study.csv --length standard    what a questionnaire makes of the same answers
  rolefit validate study.csv -o validation.md    as a document";

pub(crate) const CALIBRATE: &str = "\
Examples:
  rolefit calibrate study.csv              what answers make of the numbers; nothing is written
  rolefit calibrate study.csv -o calibrated.toml    and the catalogue that comes of it
  rolefit calibrate study.csv -o calibrated.toml --format markdown > report.md    with a document";

pub(crate) const CATALOGUE: &str = "\
Examples:
  rolefit catalogue list                   what is built in
  rolefit catalogue show -o roles.html     roles with the sources behind them, traits, items
  rolefit catalogue check my-roles.toml    every fault in your own, with place and remedy";

pub(crate) const NEW: &str = "\
Examples:
  rolefit catalogue new -o first.toml      an example to write over
  rolefit catalogue new --trait slow/fast --role \"Baker: slow\" --role \"Driver: fast\" -o bakery.toml
  rolefit catalogue new --trait calm/quick --role \"Cook: quick\" --role \"Host:\" > kitchen.toml";

pub(crate) const SCHEMA: &str = "\
Examples:
  rolefit catalogue schema                 of a catalogue; also questions, answers, result
  rolefit catalogue schema -o catalogue.schema.json    a file for your editor, as above
  rolefit catalogue schema result          what programs may rely on in results";

pub(crate) const COMPLETIONS: &str = "\
Examples:
  rolefit completions bash > rolefit       put it into ~/.local/share/bash-completion/completions
  rolefit completions zsh > _rolefit       put it into a folder that $fpath names
  rolefit completions fish > rolefit.fish  put it into ~/.config/fish/completions";

pub(crate) const MAN: &str = "\
Examples:
  rolefit man > rolefit.1                  the page of rolefit; read it with `man ./rolefit.1`
  rolefit man prep practice                the page of one command
  rolefit man --all man1                   every page; put the folder into ~/.local/share/man";

pub(crate) const PREP: &str = "\
Examples:
  rolefit prep --role product-owner        half an hour, from your latest result if there is one
  rolefit prep --role product-owner --date 2099-01-31    tonight, and until the interview
  rolefit prep practice --role product-owner    drill the questions one at a time";
