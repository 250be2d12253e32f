#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/archives.h"
#include "app/settings.h"
#include "net/server.h"

/// One function for each command, one file each in commands/. They print for the operator and give the exit status. What they
/// throw is std::runtime_error with a sentence, printed by command_line.
namespace himthough::app {

/// Serves until SIGINT or SIGTERM.
int serve(const Settings& settings);
/// How that listens for everybody.
net::ServerSettings public_server(const Settings& settings);
/// Makes the data directory, its key, its database and a settings file. Refuses one that has something in it.
int init(const Settings& settings);
/// Writes a consistent copy of the data directory into a new folder inside `into`, beside a running server, and removes backups
/// there that are older than backup_keep_days.
int backup(const Settings& settings, const std::filesystem::path& into);
/// Makes the data directory from one folder that backup wrote. What was deleted since then stays deleted.
int restore(const Settings& settings, const std::filesystem::path& from);
/// Settings, movements, help lines and templates: every fault with its place and what to do.
int check(const Settings& settings);

/// What `himthough guard` was asked for: one of reading `file`, checking the packs and measuring.
struct GuardAsked {
    std::string file = "-";      ///< "-": standard input
    bool lines = false;          ///< JSON lines with "words", and perhaps "id" and "language"
    bool json = false;           ///< print JSON lines
    std::string aid;             ///< language of the writing aid; "": the guard
    bool check = false;
    std::string measure;         ///< folder of labelled files
    bool show = false;
};
/// Reads words with the guard or the writing aid and prints what they find.
int guard_words(const Settings& settings, const GuardAsked& asked);

/// Prints what became of the vows of each movement, for whoever runs the server. Works beside a running server.
int figures(const Settings& settings);

/// Prints what was released of the figures of each movement, added up. Works beside a running server.
int show_released(const Settings& settings);
/// Counts the rows anew (store/recount.h) and prints each cell that is not what they say. Exit status 1 when there is one. Works beside a running
/// server.
int recount_reach(const Settings& settings);

/// Writes what organisers may take along of a movement, as JSON (docs/EXPORT.md), into `file`, which must not be there yet; "": prints it.
/// Works beside a running server.
int export_movement(const Settings& settings, std::string_view slug, const std::string& file);

/// What `himthough import` was asked for.
struct ImportAsked {
    ArchivesAsked archives;
    std::string movement;        ///< its slug
    std::string label;           ///< kept beside the counts; "": none
    bool dry_run = false;        ///< say what is in the files, keep nothing
    bool keep_ids = false;       ///< count each post once over several runs
    bool forget_ids = false;     ///< drop what such runs kept
};
/// Counts archives of other networks for a movement and keeps the counts. Exit status 1 when something could not be read. Works beside a
/// running server.
int import_archives(const Settings& settings, const ImportAsked& asked);

/// What `himthough reach` was asked for.
struct ReachAsked {
    ArchivesAsked archives;
    std::vector<std::pair<std::string, Voice>> tags;   ///< none: every post counts, without a voice
    std::string csv, json, html;                       ///< files to write; "": none
    std::string svg;                                   ///< folder for pictures; "": none
    std::string language = "en";                       ///< of pictures and HTML
};
/// Counts archives and prints what is in them. Needs no data directory and keeps nothing. Exit status 1 when something could not be read.
int reach_of_files(const Settings& settings, const ReachAsked& asked);

/// Reads the record of the desk from its first line and says whether it is what was written. `head`: one that was noted earlier, or "".
/// Exit status 1 when a line is broken, or the head was not met.
int verify_desk(const Settings& settings, std::string_view head);

/// What `himthough drill surge` floods a copy with.
struct SurgeDrill {
    unsigned texts = 2000;     ///< made up, nearly the same
    unsigned seconds = 10;     ///< within which they are sent
    unsigned honest = 20;      ///< people whose texts are like no other
};
/// Makes a copy of the data directory, floods a server of its own on 127.0.0.1 with it, says what happened, and removes the copy, which stands in the folder `drill` of the data directory meanwhile. Exit status 1 when
/// something was lost, an honest person did not get through, or the slow lane did not begin and end. Works beside a running server.
int drill_surge(const Settings& settings, const SurgeDrill& drill);

int version(const Settings& settings);

/// `role`: "organiser", "reviewer", "figures"; "": an organiser where there is none, else a reviewer.
int add_reviewer(const Settings& settings, std::string_view role);
/// A new link for somebody who lost password or code.
int reset_reviewer(const Settings& settings, std::string_view name);
/// Somebody leaves the desk: password, secret, codes, sessions and links go. The last organiser stays.
int remove_reviewer(const Settings& settings, std::string_view name);
/// The last organiser stays one.
int give_role(const Settings& settings, std::string_view name, std::string_view role);
int list_reviewers(const Settings& settings);

/// The address people open: what public_address says, or the one listened on.
std::string address_to_open(const Settings& settings, std::uint16_t port);

}  // namespace himthough::app
