use super::*;
use crate::assessment::{Assessment, Given, Stopped};
use crate::catalogue::read;
use crate::cohort::{Form, Layout, RowFault};
use crate::render::document::Report as _;
use crate::render::result::ResultReport;
use crate::session::Transcript;
use crate::simulation::Share;

fn catalogue() -> Catalogue {
    let source = include_str!("../../tests/fixtures/known/catalogue.toml");
    read(source).catalogue.unwrap()
}

const STUDY: &str = include_str!("../../tests/fixtures/known/answers.csv");
const HEAD: &str = "id,role,door,stairs,morning,queue,map,window,valley,knot,shelf,soup\n";

fn read_rows(study: &str) -> Result<Vec<Row>, Vec<RowFault>> {
    rows(
        &catalogue(),
        "study.csv",
        (Form::Csv, &Layout::default()),
        study,
        "role",
    )
}

fn averaged(study: &str) -> Vec<Person> {
    people(&catalogue(), read_rows(study).unwrap(), Sittings::Averaged).unwrap()
}

/// What is told of the first fault, and the remedy.
fn told(faults: &[RowFault]) -> String {
    format!(
        "{} | {}",
        faults[0],
        faults[0].help.as_deref().unwrap_or_default()
    )
}

#[track_caller]
fn assert_told(study: &str, message: &str) {
    assert_eq!(told(&read_rows(study).unwrap_err()), message);
}

#[test]
fn a_role_that_is_none_is_told_with_its_place_and_what_was_meant() {
    let row = |role: &str| {
        format!("{HEAD}a,product-owner,1,1,1,1,1,1,1,1,1,1\nb,{role},1,1,1,1,1,1,1,1,1,1\n")
    };
    let all = "roles are product-owner, project-manager, product-manager";
    let none = "study.csv:3: column `role`: catalogue `known` has no role";
    assert_told(
        &row("product-ownr"),
        &format!("{none} `product-ownr` | did you mean `product-owner`?"),
    );
    assert_told(
        &row("Product Manager"),
        &format!("{none} `Product Manager` | did you mean `product-manager`?"),
    );
    assert_told(&row("baker"), &format!("{none} `baker` | {all}"));
    assert_told(
        &row(""),
        &format!(
            "study.csv:3: column `role`: no role is given | {all}; leave out who has none of them"
        ),
    );
    assert_told(
        &STUDY.replace("id,role,", "id,roles,"),
        "study.csv:1: no column is called `role` | did you mean `roles`?",
    );
}

#[test]
fn the_role_is_found_wherever_it_is_said_to_stand() {
    let catalogue = catalogue();
    let csv = "craft,door\nproject-manager,4\n";
    let ndjson = "{\"craft\": \"project-manager\", \"answers\": {\"door\": 4}}\n";
    for (form, study) in [(Form::Csv, csv), (Form::Ndjson, ndjson)] {
        let rows = rows(
            &catalogue,
            "study",
            (form, &Layout::default()),
            study,
            "craft",
        )
        .unwrap();
        assert_eq!((rows[0].role, rows[0].given.len()), (1, 1));
    }
    let toml = "craft = \"project-manager\"\n[answers]\ndoor = 4\n";
    let json = "{\"craft\": \"project-manager\", \"id\": \"a\", \"answers\": {\"door\": 4}}";
    let given = Transcript::read("[answers]\ndoor = 4\n").unwrap();
    let given = given.resolve(&catalogue).unwrap().into_iter();
    let given = given.map(|answer| Given {
        item: answer.item,
        response: answer.response,
        position: answer.position,
    });
    let assessment = Assessment::new(&catalogue, given.collect(), Stopped::Given).unwrap();
    let saved = ResultReport::new(&catalogue, &assessment).json().unwrap();
    let saved = saved.replacen('{', "{\"craft\": \"project-manager\",", 1);
    for one in [toml, json, &saved] {
        let transcript = Transcript::read_beside(one, Some("craft")).unwrap();
        let row = row(&catalogue, "one", one, &transcript, "craft").unwrap();
        assert_eq!((row.role, row.line, row.given.len()), (1, 1, 1), "{one}");
    }
    // Anywhere else such a key is still a fault.
    assert!(Transcript::read(toml).is_err() && Transcript::read(json).is_err());
    let unknown = toml.replace("project-manager", "project-manger");
    let transcript = Transcript::read_beside(&unknown, Some("craft")).unwrap();
    let faults = row(&catalogue, "one", &unknown, &transcript, "craft").unwrap_err();
    assert_eq!(
        faults.first()[0].help.as_deref(),
        Some("did you mean `project-manager`?")
    );
    assert!(is_taken(&catalogue, "door") && is_taken(&catalogue, "answers"));
    assert!(!is_taken(&catalogue, "craft"));
}

#[test]
fn an_id_that_stands_twice_is_a_fault_unless_sittings_are_averaged() {
    let catalogue = catalogue();
    let one = "a,product-owner,1,2,3,1,1,1,1,1,1,1\n";
    let rows = read_rows(&format!("{HEAD}{one}{one}")).unwrap();
    let faults = people(&catalogue, rows.clone(), Sittings::OneEach).unwrap_err();
    assert!(
        told(&faults).starts_with("study.csv:3: column `id`: the id was given before, on line 2")
    );
    let together = people(&catalogue, rows, Sittings::Averaged).unwrap();
    assert_eq!((together.len(), together[0].sittings.len()), (1, 2));
    let other = one.replace("product-owner", "project-manager");
    let rows = read_rows(&format!("{HEAD}{one}{other}")).unwrap();
    let faults = people(&catalogue, rows, Sittings::Averaged).unwrap_err();
    let said = "this person is `product-owner` on line 2, and `project-manager` here";
    assert!(told(&faults).contains(said), "{}", told(&faults));
    // Who has no id is somebody of their own.
    let nameless = format!("{HEAD}{one}{one}").replace("a,pro", ",pro");
    let rows = read_rows(&nameless).unwrap();
    assert_eq!(
        people(&catalogue, rows, Sittings::OneEach).unwrap().len(),
        2
    );
}

#[test]
fn the_same_sitting_twice_says_what_it_says_once() {
    let catalogue = catalogue();
    let once = STUDY
        .lines()
        .enumerate()
        .filter(|(line, _)| line % 2 == 1 || *line == 0);
    let once: Vec<&str> = once.map(|(_, line)| line).collect();
    let twice = [once.join("\n"), once[1..].join("\n")].join("\n");
    let one = validate(&catalogue, &averaged(&once.join("\n")), None);
    let two = validate(&catalogue, &averaged(&twice), None);
    assert_eq!(
        (one.people, one.sittings, two.people, two.sittings),
        (30, 30, 30, 60)
    );
    assert_eq!(
        (one.right, &one.confusion, &one.items),
        (two.right, &two.confusion, &two.items)
    );
    assert_eq!((one.log_loss, one.stated), (two.log_loss, two.stated));
    assert_eq!(one.traits, two.traits);
}

#[test]
fn a_questionnaire_that_asks_everything_places_as_all_answers_do() {
    let catalogue = catalogue();
    let people = averaged(STUDY);
    let all = validate(&catalogue, &people, None);
    let asked = validate(&catalogue, &people, Some(Length::Full));
    assert_eq!(all.right, asked.right);
    assert_eq!(
        (&all.verdicts, &all.traits, all.log_loss),
        (&asked.verdicts, &asked.traits, asked.log_loss)
    );
    let whole = asked.whole.unwrap();
    assert_eq!(
        (whole.right, whole.agreement),
        (all.right, Share::of(30, 30))
    );
    let counts = asked.asked.unwrap();
    assert_eq!(
        (counts.median, counts.mean, counts.unanswered),
        (11, 11.0, 0)
    );
    assert!(all.asked.is_none() && all.whole.is_none());
}

#[test]
fn what_a_sitting_does_not_answer_is_skipped_and_counted() {
    let catalogue = catalogue();
    let study =
        format!("{HEAD}a,product-owner,1,,3,1,,1,1,1,1,1\nb,project-manager,1,2,,1,1,1,1,1,1,1\n");
    let report = validate(&catalogue, &averaged(&study), Some(Length::Full));
    // Three cells are empty, and neither answers the item that has no column.
    assert_eq!(
        (report.answered, report.asked.unwrap().unanswered),
        (8.5, 5)
    );
    let people_of = |id: &str| {
        report
            .items
            .iter()
            .find(|item| item.id == id)
            .unwrap()
            .people
    };
    assert_eq!(
        (people_of("door"), people_of("stairs"), people_of("morning")),
        (2, 1, 1)
    );
}

#[test]
fn who_is_placed_for_sure_in_another_role_costs_a_bounded_loss() {
    // Every answer speaks for a project manager as loudly as it can, a hundred times over.
    let extra = |number: usize| {
        format!(
            "\n[[item]]\nid = \"extra-{number}\"\ntrait = \"scope\"\nkind = \"statement\"\n\
             text = \"Extra {number}.\"\nshows = \"high\"\ndiscrimination = 5.0\n"
        )
    };
    let source = include_str!("../../tests/fixtures/known/catalogue.toml");
    let source = source.to_owned() + &(0..100).map(extra).collect::<String>();
    let catalogue = read(&source).catalogue.unwrap();
    let ids: Vec<String> = (0..100).map(|number| format!("extra-{number}")).collect();
    let study = format!(
        "role,{}\nproduct-manager{}\n",
        ids.join(","),
        ",1".repeat(100)
    );
    let rows = rows(
        &catalogue,
        "study",
        (Form::Csv, &Layout::default()),
        &study,
        "role",
    )
    .unwrap();
    let people = people(&catalogue, rows, Sittings::OneEach).unwrap();
    let report = validate(&catalogue, &people, None);
    assert!(
        report.log_loss > 1.0 && report.log_loss <= -(1e-12f64.ln()),
        "{}",
        report.log_loss
    );
    assert_eq!(report.right, Share::of(0, 1));
}

#[test]
fn an_item_to_which_everybody_says_the_same_sets_nobody_apart() {
    let catalogue = catalogue();
    let study = format!(
        "{HEAD}a,product-owner,2,1,1,1,1,1,1,1,1,1\nb,project-manager,2,2,2,2,1,1,1,1,1,1\nc,product-manager,2,3,5,3,1,1,1,1,1,1\n"
    );
    let report = validate(&catalogue, &averaged(&study), None);
    let item = |id: &str| report.items.iter().find(|item| item.id == id).unwrap();
    assert_eq!(
        (item("door").r, item("door").eta_squared),
        (None, Some(0.0))
    );
    assert_eq!(item("door").goes_with_trait(), None);
    // Where each role has one person, all of the variance lies between them.
    assert_eq!(item("stairs").eta_squared, Some(1.0));
    assert_eq!(
        (item("morning").low_end, item("morning").high_end),
        (Some(1.0 / 3.0), Some(1.0 / 3.0))
    );
    assert!(item("queue").goes_with_trait().is_some());
}

#[test]
fn what_sets_roles_apart_is_held_against_chance() {
    // Six people of two roles who answer a pair (categories 0 to 3) with 0, 1, 1 and 2, 2, 3: means 2/3 and 7/3, the
    // sum of squares between 25/6 and within 4/3, so that F = (25/6) / (4/3 / 4) = 12.5 with 1 and 4 degrees of
    // freedom, whose square root is Student's t: 2 P(T_4 > sqrt(12.5)) = 0.0241.
    let rows = [("product-owner", [1, 2, 2]), ("product-manager", [3, 3, 4])];
    let rows: Vec<String> = rows
        .iter()
        .flat_map(|(role, answers)| answers.map(|answer| format!("{role},{answer},3\n")))
        .collect();
    let catalogue = catalogue();
    let study = format!("role,door,morning\n{}", rows.concat());
    let report = validate(&catalogue, &averaged(&study), None);
    let item = |id: &str| report.items.iter().find(|item| item.id == id).unwrap();
    let door = item("door");
    assert!((door.eta_squared.unwrap() - 25.0 / 33.0).abs() < 1e-12);
    // t = 3.5355, 4 degrees: 1 - P = t / sqrt(t² + 4) (1 + 2 / (t² + 4)), by the closed form of Student's t.
    let t = 12.5f64.sqrt();
    let inside = t / (t * t + 4.0).sqrt() * (1.0 + 2.0 / (t * t + 4.0));
    assert!((door.p.unwrap() - (1.0 - inside)).abs() < 1e-9, "{door:?}");
    assert_eq!(door.tells_roles_apart(), Some(true));
    // Everybody says the same to the other: as much as that is sure to come by chance.
    assert_eq!(
        (item("morning").p, item("morning").tells_roles_apart()),
        (Some(1.0), Some(false))
    );
}

#[test]
fn an_item_alone_on_its_trait_has_nothing_to_go_with() {
    let study = "role,door,map\nproduct-owner,1,2\nproject-manager,4,3\n";
    let report = catalogue();
    let report = validate(&report, &averaged(study), None);
    let door = report.items.iter().find(|item| item.id == "door").unwrap();
    let none = (0, None, None, None, None);
    assert_eq!(
        (
            door.people,
            door.r,
            door.eta_squared,
            door.low_end,
            door.high_end
        ),
        none
    );
}

#[test]
fn roles_that_nobody_has_have_no_share() {
    let study = format!("{HEAD}a,product-owner,1,1,1,1,1,1,1,1,1,1\n");
    let report = catalogue();
    let report = validate(&report, &averaged(&study), None);
    let shares: Vec<bool> = report
        .roles
        .iter()
        .map(|role| role.right.is_some())
        .collect();
    assert_eq!(shares, [true, false, false]);
    // Owner or project manager, owner or product manager, the two managers.
    let pairs: Vec<u64> = report.pairs.iter().map(|pair| pair.people).collect();
    assert_eq!(pairs, [1, 1, 0]);
    assert!(report.pairs[2].right.is_none() && report.traits[0].roles[1].mean.is_none());
    assert_eq!(
        (report.guessing.right, report.guessing.commonest),
        (1.0 / 3.0, 1.0)
    );
    assert!((report.guessing.log_loss - 3f64.ln()).abs() < 1e-15);
}
