//! Where catalogues and answers come from: built in, a file, standard input. Sizes are bounded before anything is read.
