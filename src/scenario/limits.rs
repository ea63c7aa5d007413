//! Limits on files and on what they hold, each with its reason; checked before anything large is made.

/// Bytes of a file: a synthetic border of 10,000 villages takes about 4 MiB.
pub const FILE_BYTES: usize = 32 << 20;
/// Depth of brackets: a scenario needs 6; parsers recurse, and a stack is finite.
pub const NESTING: usize = 32;
/// Values in a file: what a file of the largest size holds when it is a real scenario, with room.
pub const VALUES: usize = 4_000_000;
/// Sides: fronts grow with their square.
pub const SIDES: usize = 16;
/// Sectors: weights between them grow with the square.
pub const SECTORS: usize = 1_000;
/// Places of one kind: ten times the largest bench.
pub const PLACES: usize = 100_000;
/// Posts: each keeps a list of what lies near it.
pub const POSTS: usize = 10_000;
/// Roads: a few a place.
pub const ROADS: usize = 200_000;
/// Districts.
pub const DISTRICTS: usize = 10_000;
/// Channels, third parties and spoilers: looked through one by one.
pub const ACTORS: usize = 100;
/// Injects and observed points.
pub const SCRIPT: usize = 10_000;
/// Bytes of an id: it stands in file names and columns.
pub const ID_BYTES: usize = 64;
/// What ids look like, as a regular expression of JSON Schema: `[a-z][a-z0-9_]*`. They stand in paths and columns.
pub const ID_PATTERN: &str = "^[a-z][a-z0-9_]*$";
/// What the id of a scenario looks like; it names a file too.
pub const SCENARIO_ID_PATTERN: &str = "^[a-z]([a-z0-9_-]*[a-z0-9_])?$";
/// What a local date-time looks like.
pub const MOMENT_PATTERN: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$";
/// Bytes of a name: it stands on a map.
pub const NAME_BYTES: usize = 120;
/// Bytes of a longer text.
pub const TEXT_BYTES: usize = 4_000;
/// People of one village, town or crowd.
pub const PEOPLE: i64 = 2_000_000;
/// People of all villages together: counted in 32 bits.
pub const PEOPLE_TOTAL: i64 = 1_000_000_000;
/// Soldiers of a post.
pub const CREW: i64 = 10_000;
/// Soldiers in reserve of a side.
pub const RESERVES: i64 = 1_000_000;
/// Days of a run: a hundred years.
pub const HORIZON_DAYS: f64 = 36_525.0;
/// Largest seed: whole numbers that every program can read.
pub const SEED: i64 = (1 << 53) - 1;
/// Problems listed for one scenario; the rest is counted.
pub const PROBLEMS: usize = 100;
/// Things near posts and sites, all lists together: 24 bytes each.
pub const NEAR: usize = 20_000_000;
/// Factors of a study: more than people can read.
pub const FACTORS: usize = 256;
/// Design points of a study: their table is kept in memory.
pub const DESIGN_POINTS: usize = 1_000_000;
/// Runs a shard: a worker keeps one in memory.
pub const SHARD_RUNS: i64 = 100_000;
/// Shards of a study: one or two files each, in one directory.
pub const SHARDS: u64 = 1_000_000;
/// Shortest run and step of kept curves in hours: 36 seconds.
pub const STEP_HOURS: f64 = 0.01;
/// Points of all kept curves of a run: a worker keeps those of a whole shard in memory, 4 bytes each.
pub const CURVE_POINTS: u64 = 10_000_000;
/// Points of all kept curves of a shard: 256 MiB.
pub const SHARD_CURVE_POINTS: u64 = 1 << 26;
