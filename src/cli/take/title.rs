//! The title that somebody has now: asked after the last question, so that it colours no answer, unless an option or a
//! paused questionnaire says it.

use rolefit::assessment::CurrentRole;
use rolefit::catalogue::{Catalogue, Subject};
use rolefit::session::{Outcome, PersonName, Session, administer};

use super::asking::{Asking, Halt, Kept};
use crate::cli::prompt::{Body, Card, Keeping, Said};
use crate::cli::{Result, names};

/// What is known of the title before it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    /// It is to be asked.
    Open,
    /// It is nobody's who answers here.
    Never,
    /// It is said, or said to be nobody's business.
    Said(Option<CurrentRole>),
}

impl Title {
    /// Reads the option. Whoever answers about somebody else, or about a piece of work, is not asked.
    pub(super) fn of(
        option: Option<&str>,
        catalogue: &Catalogue,
        about: Option<&PersonName>,
    ) -> Result<Self> {
        match option {
            Some(name) => names::current_role(catalogue, name).map(Self::Said),
            None if about.is_none() && catalogue.subject == Subject::You => Ok(Self::Open),
            None => Ok(Self::Never),
        }
    }

    /// Takes over what was kept, unless an option says otherwise; nothing where what was kept is no title.
    pub(super) fn kept(self, catalogue: &Catalogue, kept: Option<&str>) -> Option<Self> {
        match (self, kept) {
            (Self::Said(_), _) | (_, None) => Some(self),
            (_, Some(id)) if names::leaves_unsaid(catalogue, id) => Some(Self::Said(None)),
            (_, Some(id)) => CurrentRole::named(catalogue, id).map(|role| Self::Said(Some(role))),
        }
    }

    /// Returns what stands in the first line of a questionnaire; nothing where it is still to be asked.
    pub(super) fn to_keep(self, catalogue: &Catalogue) -> Option<String> {
        match self {
            Self::Open | Self::Never => None,
            Self::Said(None) => Some(names::UNSAID.to_owned()),
            Self::Said(Some(role)) => Some(role.id(catalogue).to_owned()),
        }
    }
}

/// Asks all questions, and the title after them. Going back from the title asks the last question again.
pub(super) fn administer_with_title<F: Fn(Kept)>(
    session: &mut Session<'_>,
    asking: &mut Asking<'_, F>,
    title: Title,
) -> Result<(Outcome, Option<CurrentRole>), Halt> {
    loop {
        let outcome = administer(session, asking)?;
        let is_over = outcome != Outcome::Paused && !session.responses().is_empty();
        let asked = match title {
            Title::Said(role) => return Ok((outcome, role)),
            Title::Never => return Ok((outcome, None)),
            Title::Open if !is_over => return Ok((outcome, None)),
            Title::Open => asking.ask_last(&card(session.catalogue(), asking.keeping()))?,
        };
        match asked {
            Said::Answer(place) => {
                let role = (place < session.catalogue().roles.len()).then_some(place);
                let role = role.map_or(CurrentRole::Other, CurrentRole::Role);
                return Ok((outcome, Some(role)));
            }
            Said::Skip => return Ok((outcome, None)),
            Said::Pause => return Ok((Outcome::Paused, None)),
            Said::Back => asking.take_back(session)?,
        }
    }
}

/// The question about the title.
fn card(catalogue: &Catalogue, keeping: Keeping) -> Card {
    let roles = catalogue.roles.iter().map(|role| role.name.to_string());
    let mut options: Vec<String> = roles.collect();
    if catalogue.role_index(CurrentRole::OTHER).is_none() {
        options.push("another one, or none yet".to_owned());
    }
    let why = "It changes nothing in the result: no number uses it. It is kept there, and says which commands are \
               suggested next.";
    Card {
        progress: "one more, if you like; it is not scored".to_owned(),
        heading: Some("Which of these is your title now?".to_owned()),
        body: Body::Listed {
            text: why.to_owned(),
            options,
        },
        earlier: None,
        about: vec![
            "Your title now".to_owned(),
            "It is asked last, so that no answer leans on it. Whoever has one of these titles is shown what a move to \
             another takes, whoever has none what newcomers are asked in interviews."
                .to_owned(),
            why.to_owned(),
        ],
        keeping,
    }
}
