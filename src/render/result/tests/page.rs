//! The laws of the page: it is inert, it says what the other forms say, and it can be read without being seen.

use proptest::prelude::*;
use scraper::{ElementRef, Html, Node, Selector};

use super::{between, clear, garden, markdown, result, text, unlike};
use crate::assessment::Assessment;
use crate::catalogue::{Catalogue, Text, is_dangerous};
use crate::render::document::Report;
use crate::render::fixture::{given, look, product_roles, under_names};
use crate::render::look::Charset;
use crate::render::person::Person;
use crate::render::result::{Keeping, Label, ResultReport, words};

/// Everything that a page may be made of.
const ELEMENTS: [&str; 36] = [
    "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section", "div",
    "p", "h1", "h2", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th",
    "td", "span", "strong", "code", "bdi", "svg", "g", "line", "rect", "circle", "text",
];
const ATTRIBUTES: [&str; 23] = [
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "scope",
    "role",
    "aria-label",
    "data-head",
    "aria-hidden",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
];

fn html(catalogue: &Catalogue, assessment: &Assessment, label: &Label) -> String {
    let report = ResultReport {
        label,
        ..ResultReport::new(catalogue, assessment)
    };
    report.document().html()
}

fn all<'h>(page: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// The text of an element as it is read: without what is drawn, and white space is single spaces.
fn read(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        let mut around = node
            .ancestors()
            .filter_map(|node| node.value().as_element());
        if let Some(words) = node
            .value()
            .as_text()
            .filter(|_| around.all(|one| one.name() != "svg"))
        {
            text.push_str(words);
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn body(page: &Html) -> String {
    read(all(page, "body")[0])
}

/// The page as somebody hears it: one line for each heading, paragraph, entry, row and picture.
fn heard(page: &Html) -> String {
    let mut lines = String::new();
    for element in all(page, "h1, h2, h3, p, li, tr, dt, dd, svg[role=img], footer") {
        let inside = |name: &str| {
            let names = element
                .ancestors()
                .filter_map(|node| node.value().as_element());
            names.into_iter().any(|one| one.name() == name)
        };
        let line = match element.value().name() {
            "svg" => format!("[picture] {}", element.attr("aria-label").unwrap()),
            "tr" => {
                let cells = element.child_elements().map(read);
                cells.collect::<Vec<_>>().join(" | ")
            }
            name @ ("h1" | "h2" | "h3") => {
                lines.push('\n');
                format!("{name}: {}", read(element))
            }
            "li" if inside("li") || element.attr("aria-hidden").is_some() => continue,
            _ => read(element),
        };
        lines.push_str(line.trim());
        lines.push('\n');
    }
    lines.trim_start().to_owned()
}

fn work() -> (Catalogue, Assessment) {
    let mut catalogue = garden();
    catalogue.basis = Some(Text::new("Answers of 900 gardens.").unwrap());
    let assessment = given(
        &catalogue,
        &[(0, 1), (1, 5), (2, 1), (3, 2), (6, 1), (7, 5)],
    );
    (catalogue, assessment)
}

#[test]
fn a_page_reads_well_from_top_to_bottom() {
    let catalogue = product_roles();
    let every = [clear(&catalogue), between(&catalogue), unlike(&catalogue)];
    let every = every.map(|assessment| {
        let page = Html::parse_document(&html(&catalogue, &assessment, &Label::default()));
        (assessment.verdict.kind.name(), heard(&page))
    });
    insta::assert_snapshot!(under_names(&every));
}

#[test]
fn a_page_about_the_work_speaks_of_the_work() {
    let (catalogue, assessment) = work();
    let page = Html::parse_document(&html(&catalogue, &assessment, &Label::default()));
    let heard = heard(&page);
    for (place, _) in heard.match_indices("you") {
        let word = heard[place..].split(|c: char| !c.is_alphabetic()).next();
        assert!(!matches!(word, Some("you" | "your")), "{}", &heard[place..]);
    }
    insta::assert_snapshot!(heard);
}

#[test]
fn every_form_states_purpose_status_completeness_and_catalogue() {
    let built_in = product_roles();
    let (work, of_work) = work();
    for (catalogue, assessment) in [(&built_in, &clear(&built_in)), (&work, &of_work)] {
        let forms = [
            text(
                catalogue,
                assessment,
                Keeping::Elsewhere,
                &look(100, Charset::Unicode),
            ),
            // Without the marks of Markdown.
            markdown(catalogue, assessment, Keeping::Elsewhere, &Label::default())
                .replace('\\', ""),
            body(&Html::parse_document(&html(
                catalogue,
                assessment,
                &Label::default(),
            ))),
        ];
        let counted = format!("{} questions answered", assessment.given.len());
        let of = catalogue.items.len().to_string();
        let purpose = words::purpose(Person::of(catalogue, assessment)).plain();
        assert!(purpose.contains("not for "));
        let basis = catalogue.basis.as_ref().unwrap().as_str();
        for form in forms {
            let form = form.split_whitespace().collect::<Vec<_>>().join(" ");
            for stated in [
                &purpose,
                basis,
                catalogue.status.name(),
                &counted,
                &of,
                &format!("{} {}", catalogue.id, catalogue.version),
                &catalogue.hash[..8],
            ] {
                assert!(form.contains(stated), "{stated:?} is not in: {form}");
            }
        }
    }
}

#[test]
fn pictures_have_words_tables_have_headers_and_headings_leave_no_level_out() {
    let catalogue = product_roles();
    for assessment in [clear(&catalogue), between(&catalogue), unlike(&catalogue)] {
        let page = Html::parse_document(&html(&catalogue, &assessment, &Label::default()));
        assert_eq!(all(&page, "html[lang=en] > head > title").len(), 1);
        assert_eq!(all(&page, "h1").len(), 1);
        assert_eq!(all(&page, "h3, h4, h5, h6").len(), 0);
        assert_eq!(all(&page, "svg[role=img]").len(), catalogue.traits.len());
        assert_eq!(
            all(&page, "svg:not([role=img]):not([aria-hidden=true])").len(),
            0
        );
        for table in all(&page, "table") {
            let columns = Selector::parse("thead th[scope=col]").unwrap();
            let columns = table.select(&columns).count();
            for row in table.select(&Selector::parse("tbody tr").unwrap()) {
                assert_eq!(row.child_elements().count(), columns);
                assert_eq!(
                    row.child_elements().next().unwrap().attr("scope"),
                    Some("row")
                );
            }
        }
    }
}

#[test]
fn a_page_does_not_offer_itself() {
    let catalogue = product_roles();
    let assessment = clear(&catalogue);
    let kept = |keeping| markdown(&catalogue, &assessment, keeping, &Label::default());
    let latest = Keeping::Kept {
        id: "20260131-180000-abcdef",
        is_latest: true,
        goes_on: true,
        earlier: None,
    };
    assert!(kept(latest).contains("rolefit report -o result.html"));
    assert!(!kept(Keeping::Elsewhere).contains("rolefit report"));
    assert!(!html(&catalogue, &assessment, &Label::default()).contains("rolefit report"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_page_is_inert_whatever_its_texts_are((catalogue, assessment) in result()) {
        let written = html(&catalogue, &assessment, &Label::default());
        prop_assert!(!written.trim_end().chars().any(|c| c != '\n' && is_dangerous(c)));
        let page = Html::parse_document(&written);
        prop_assert_eq!(page.errors.len(), 0, "{:?}", page.errors);
        for node in page.tree.nodes() {
            match node.value() {
                Node::Element(element) => {
                    prop_assert!(ELEMENTS.contains(&element.name()), "{}", element.name());
                    for (name, value) in element.attrs() {
                        prop_assert!(ATTRIBUTES.contains(&name), "{name}");
                        let is_drawn = !matches!(name, "aria-label" | "content" | "lang" | "class" | "data-head");
                        prop_assert!(!is_drawn || value.len() < 24, "{name}={value}");
                    }
                }
                Node::Comment(comment) => prop_assert!(false, "{comment:?}"),
                Node::Text(_) | Node::Document | Node::Doctype(_) | Node::Fragment | Node::ProcessingInstruction(_) => {}
            }
        }
        let policy = all(&page, "meta[http-equiv]");
        prop_assert_eq!(policy.len(), 1);
        prop_assert_eq!(
            policy[0].attr("content"),
            Some("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
        );
        let styles: String = all(&page, "style")[0].text().collect();
        prop_assert_eq!(styles.as_str(), crate::render::html::STYLE);
    }

    #[test]
    fn names_and_sentences_read_back_as_they_are_but_for_the_shape_of_apostrophes((catalogue, assessment) in result()) {
        let straight = |words: &str| words.replace('’', "'");
        let page = Html::parse_document(&html(&catalogue, &assessment, &Label::default()));
        let tables = all(&page, "table");
        let names = Selector::parse("tbody th").unwrap();
        let names: Vec<String> = tables[0].select(&names).map(|cell| straight(&cell.text().collect::<String>())).collect();
        let ranked = assessment.roles.iter().take(10);
        let ranked: Vec<String> = ranked.map(|fit| straight(catalogue.roles[fit.role].name.as_str())).collect();
        prop_assert_eq!(names, ranked);
        let body = straight(&body(&page));
        let spoken = |words: String| straight(&words.split_whitespace().collect::<Vec<_>>().join(" "));
        let pivot = words::pivot(&catalogue, &assessment).map(|pivot| pivot.plain());
        for sentence in [
            words::headline(&catalogue, &assessment).plain(),
            words::stopped(&catalogue, &assessment),
            words::roles_note(&catalogue).plain(),
        ].into_iter().chain(pivot) {
            prop_assert!(body.contains(&spoken(sentence.clone())), "{sentence:?} is not in {body}");
        }
        let title: String = all(&page, "title")[0].text().collect();
        prop_assert_eq!(straight(&title), straight(&words::headline(&catalogue, &assessment).plain()));
    }
}
