//! Catalogues made for benchmarks, of any size; the same each time.

use std::fmt::Write;

/// Returns the source of a catalogue of statements with parameters of their own, so that nothing computed of one item
/// serves another.
pub(crate) fn source(items: usize, traits: usize, roles: usize) -> String {
    let mut toml = String::from(
        "format = 1\nid = \"made\"\nversion = \"1.0.0\"\ntitle = \"Which role?\"\nsubject = \"you\"\nlanguage = \"en\"\nstatus = \"expert-set\"\n",
    );
    toml += "[[source]]\nid = \"made-up\"\ntitle = \"Made up\"\npublisher = \"Nobody\"\n";
    for t in 0..traits {
        write!(toml, "[[trait]]\nid = \"trait-{t}\"\nname = \"Trait {t}\"\nlow = \"low {t}\"\nhigh = \"high {t}\"\nabout = \"Whatever it is.\"\n").unwrap();
    }
    for r in 0..roles {
        write!(toml, "[[role]]\nid = \"role-{r}\"\nname = \"Role {r}\"\nshort = \"role {r}\"\nletter = \"{}\"\nabout = \"What they do.\"\n[role.profile]\n", char::from(b'A' + u8::try_from(r).unwrap())).unwrap();
        for t in 0..traits {
            let mean = ((r + t) % roles) as f64 / (roles - 1) as f64 * 1.8 - 0.9;
            writeln!(toml, "trait-{t} = {{ mean = {mean:.2}, spread = 0.8 }}").unwrap();
        }
        for t in 0..traits {
            let mean = ((r + t) % roles) as f64 / (roles - 1) as f64 * 1.8 - 0.9;
            let toward = if mean < -0.3 {
                "low"
            } else if mean > 0.3 {
                "high"
            } else {
                "middle"
            };
            write!(toml, "[[role.evidence]]\ntrait = \"trait-{t}\"\ntoward = \"{toward}\"\nclaim = \"They do.\"\nsource = \"made-up\"\n").unwrap();
        }
    }
    for i in 0..items {
        let (a, shift) = (
            0.9 + 0.8 * i as f64 / items as f64,
            (i * 7 % 11) as f64 / 10.0 - 0.5,
        );
        write!(toml, "[[item]]\nid = \"item-{i}\"\ntrait = \"trait-{}\"\nkind = \"statement\"\ntext = \"Statement {i}.\"\nshows = \"{}\"\ndiscrimination = {a:.4}\nthresholds = [{:.3}, {:.3}, {:.3}, {:.3}]\n", i % traits, if i % 2 == 0 { "high" } else { "low" }, shift - 1.6, shift - 0.5, shift + 0.4, shift + 1.5).unwrap();
    }
    toml
}
