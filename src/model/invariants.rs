//! What must always hold, checked after every event when asked for.

mod people;
mod soldiers;

use super::setup::Setup;
use super::world::World;

impl World {
    /// Checks conservation of people, soldiers and stock.
    ///
    /// # Errors
    /// A sentence that names the first violation.
    pub fn check(&self, setup: &Setup) -> Result<(), String> {
        self.check_soldiers(setup)?;
        self.check_stock(setup)?;
        self.check_people(setup)
    }
}
