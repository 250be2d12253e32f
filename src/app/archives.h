#pragma once
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "archive/post.h"
#include "archive/tally.h"

/// What `import` and `reach` have in common.
namespace himthough::app {

/// As they stand on the command line.
struct ArchivesAsked {
    std::vector<std::string> files;                ///< and directories; "-": standard input
    std::map<std::string, std::string> columns;    ///< of a CSV: what we call it → what its header does
    archive::Voices bare = 0;                      ///< --voice: what lists of ids are of
    bool strict = false, quiet = false;
};

/// "100000 posts, 12 MB of 40 MB, 6 MB/s, 5 s left": what can be known of it after so many seconds.
std::string progress_text(const archive::Progress& now, double seconds);

constexpr unsigned most_threads = 2;   // each holds sketches of its own: what bounds the memory
unsigned counting_threads();

/// Reads a file into the tally, with progress on standard error when that is a terminal. Faults are printed there too.
archive::Read read_into(archive::Tally& tally, const std::string& file, const ArchivesAsked& asked);
/// True when all of it was read.
bool all_read(const archive::Read& read);

}  // namespace himthough::app
