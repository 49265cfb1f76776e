//! The page as a program.

fn main() {
    web::start();
}
