//! One response, as it is scored.

use crate::catalogue::{Catalogue, Response};
use crate::model::Category;

/// One response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// Index of the item.
    pub item: usize,
    /// The response.
    pub response: Response,
    /// The position chosen, from 1: the number of the response where nothing says that options were shown in another
    /// order.
    pub position: usize,
}

impl Given {
    /// Makes a response of which nothing says where it stood on a screen.
    #[must_use]
    pub fn new(item: usize, response: Response) -> Self {
        Self {
            item,
            response,
            position: response.number(),
        }
    }

    /// Returns the item with the category that the response is.
    #[must_use]
    pub fn category(self, catalogue: &Catalogue) -> (usize, Category) {
        (self.item, catalogue.category(self.item, self.response))
    }
}
