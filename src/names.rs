//! Enums whose variants have a name in files: one table an enum.

/// Declares an enum with the name of each variant in files.
macro_rules! names {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {$($(#[$doc])* $variant,)*}

        impl $name {
            /// Every one with its name in files, in the order of this documentation.
            pub const NAMED: &[(&'static str, Self)] = &[$(($text, Self::$variant),)*];

            /// Every one, in the same order.
            pub const ALL: [Self; [$($text),*].len()] = [$(Self::$variant),*];

            /// Returns the name in files and options.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {$(Self::$variant => $text,)*}
            }

            /// Returns the one with this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::NAMED.iter().find(|(known, _)| *known == name).map(|&(_, value)| value)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.name())
            }
        }
    };
}

pub(crate) use names;
