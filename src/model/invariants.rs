//! What must always hold, checked after every event when asked for.

use super::setup::Setup;
use super::world::World;

impl World {
    /// Checks conservation of people, soldiers and stock.
    ///
    /// # Errors
    /// A sentence that names the first violation.
    pub fn check(&self, setup: &Setup) -> Result<(), String> {
        for (village, state) in setup.villages.iter().zip(&self.villages) {
            let (total, initial) = (state.people.total(), village.people);
            if total != initial {
                let id = &setup.place(village.place).id;
                return Err(format!("people of {id}: found {total}, expected {initial}"));
            }
        }
        Ok(())
    }
}
