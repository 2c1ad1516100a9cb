//! `rolefit form`: an answers file to fill in, or a sheet to judge the items on.

use rolefit::render::judging;
use rolefit::render::result::file_option;
use rolefit::session;

use super::args::FormArguments;
use super::error::{CliError, Exit};
use super::options::{Common, Format};
use super::output::Output;
use super::source;

pub(crate) fn run(
    form: &FormArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    let format = output.format();
    let judging = form.judging || form.judging_key;
    if judging && matches!(format, Format::Json | Format::Html) {
        return Err(CliError::no_form("a sheet", format, "Markdown"));
    }
    if !judging && (common.format.is_some() && format != Format::Text || format == Format::Html) {
        return Err(
            CliError::usage("a form is TOML with comments, and has no other form")
                .hint("leave `--format` out, and let the file's name end in .toml"),
        );
    }
    output.only_new("answers")?;
    let catalogue = source::catalogue_for(common, None, output)?;
    let file = output.file().and_then(|file| source::typed_again(&file));
    let command = format!(
        "rolefit score {}{}",
        file.as_deref().unwrap_or("FILE"),
        file_option(&catalogue)
    );
    output.result(&match (form.judging, form.judging_key) {
        (true, _) => judging::sheet(&catalogue, form.seed),
        (_, true) => judging::key(&catalogue, form.seed),
        (false, false) => session::form(&catalogue, form.seed, &command),
    });
    Ok(Exit::Done)
}
