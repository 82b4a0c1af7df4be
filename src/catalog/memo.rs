//! What was worked out for one catalog and will be asked for again: orders of all rows, which rows meet a filter, and the
//! fits that ranks come from. It lives and ends with its catalog, so nothing in it is ever out of date.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use quick_cache::{Weighter, sync::Cache};

use crate::rules::ranking::Fitted;

/// Places of rows that all remembered lists together may hold, 4 bytes each.
const CAPACITY: u64 = 8_000_000;
/// Lists that are expected to be held at a time.
const EXPECTED: usize = 1_000;

/// Lists of places by what they are lists of.
pub struct Memo {
    lists: Cache<String, Arc<[u32]>, Length>,
    fits: [OnceLock<Fitted>; 2],
}

#[derive(Clone)]
struct Length;

impl Weighter<String, Arc<[u32]>> for Length {
    fn weight(&self, key: &String, places: &Arc<[u32]>) -> u64 {
        // The key counts too: a client can make it long.
        (places.len() + key.len() / 4).try_into().unwrap_or(u64::MAX)
    }
}

impl Memo {
    /// The list of that name, worked out if it is not remembered.
    pub fn list(&self, name: &str, work_out: impl FnOnce() -> Vec<u32>) -> Arc<[u32]> {
        if let Some(places) = self.lists.get(name) {
            return places;
        }
        let places: Arc<[u32]> = work_out().into();
        self.lists.insert(name.to_owned(), Arc::clone(&places));
        places
    }

    /// The fit to all results, or to independent ones, worked out if it is not remembered. Of two callers at once one waits
    /// for the other.
    pub fn fit(&self, independent_only: bool, work_out: impl FnOnce() -> Fitted) -> &Fitted {
        self.fits[usize::from(independent_only)].get_or_init(work_out)
    }

    /// Whether both fits are remembered with all that follows from them, so that nobody has to wait for any of it.
    pub fn has_fits(&self) -> bool {
        self.fits.iter().all(|fit| fit.get().is_some_and(Fitted::is_complete))
    }
}

impl Default for Memo {
    fn default() -> Self {
        Self { lists: Cache::with_weighter(EXPECTED, CAPACITY, Length), fits: Default::default() }
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memo").field("lists", &self.lists.len()).finish()
    }
}
