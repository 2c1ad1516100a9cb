//! Symmetric positive definite matrices by Cholesky's square root, in rows: all that Newton's steps and standard errors
//! need.

/// Adds numbers to others, each to the one in its place.
pub(super) fn add_row(to: &mut [f64], more: &[f64]) {
    add_times(to, more, 1.0);
}

/// Adds so many times a row to another.
pub(super) fn add_times(to: &mut [f64], more: &[f64], times: f64) {
    for (to, more) in to.iter_mut().zip(more) {
        *to += times * more;
    }
}

/// Multiplies a row by another, number by number.
pub(super) fn multiply(to: &mut [f64], by: &[f64]) {
    for (to, by) in to.iter_mut().zip(by) {
        *to *= by;
    }
}

/// Returns the sum of the products of two rows.
pub(super) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// A lower triangular root `L` with `L Lᵀ` equal to the matrix.
#[derive(Debug)]
pub(super) struct Root {
    size: usize,
    cells: Vec<f64>,
}

impl Root {
    /// Takes the root of a matrix of so many rows, of which the lower triangle is read.
    ///
    /// # Errors
    /// The row at which the matrix turns out not to be positive definite.
    pub(super) fn new(mut cells: Vec<f64>, size: usize) -> Result<Self, usize> {
        for row in 0..size {
            for column in 0..=row {
                let (above, own) = cells.split_at(row * size);
                let is_pivot = column == row;
                let other = if is_pivot {
                    own
                } else {
                    &above[column * size..]
                };
                let sum = dot(&own[..column], &other[..column]);
                let rest = cells[row * size + column] - sum;
                // A pivot that is nothing but rounding is none.
                if is_pivot && !(rest > 1e-12 * cells[row * size + row].abs()) {
                    return Err(row);
                }
                cells[row * size + column] = if is_pivot {
                    rest.sqrt()
                } else {
                    rest / cells[column * size + column]
                };
            }
        }
        Ok(Self { size, cells })
    }

    /// Solves `A x = y` in place.
    pub(super) fn solve(&self, y: &mut [f64]) {
        let at = |row: usize, column: usize| self.cells[row * self.size + column];
        for row in 0..self.size {
            let known: f64 = (0..row).map(|column| at(row, column) * y[column]).sum();
            y[row] = (y[row] - known) / at(row, row);
        }
        for row in (0..self.size).rev() {
            let known: f64 = (row + 1..self.size)
                .map(|below| at(below, row) * y[below])
                .sum();
            y[row] = (y[row] - known) / at(row, row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_solves_its_equations_and_names_the_row_that_has_none() {
        // A = [[4, 2], [2, 3]], x = (1, 2), A x = (8, 8).
        let root = Root::new(vec![4.0, 0.0, 2.0, 3.0], 2).unwrap();
        let mut y = [8.0, 8.0];
        root.solve(&mut y);
        assert!((y[0] - 1.0).abs() < 1e-14 && (y[1] - 2.0).abs() < 1e-14);
        assert_eq!(Root::new(vec![1.0, 0.0, 1.0, 1.0], 2).unwrap_err(), 1);
    }
}
