#pragma once
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "acts/people.h"
#include "store/setup_changes.h"

namespace himthough {

/// Where the files lie that organisers edit at the desk, and how the server begins to say what they say. Owned by app.
struct Setup {
    std::filesystem::path movements, help, guides;
    /// Reads these folders once more and serves what stands there, from the next request on. What is wrong, one a line: then the server goes
    /// on with what it had.
    std::function<std::vector<std::string>()> take_up{};
    std::mutex writing{};   ///< one change at a time
    std::atomic<bool> behind{false};   ///< what was written last was not taken up
};

/// How a value is typed: a line, paragraphs, one entry on each line, yes or no.
enum class Shape { line, words, list, yes_no };

struct SetupField {
    std::string key;                        ///< in the file, and the form's field
    Shape shape = Shape::line;
    std::string value{};                    ///< of yes_no: "yes" or ""
    std::vector<std::string> faults{};      ///< in English, as `himthough check` says them
};

/// A few values of one file that are edited together.
struct Section {
    std::string id;                         ///< "himthough.text.en", "himthough.tags.ally", "himthough.rhythm", "help.gb.0", "help.gb.new", "actions.en.0", "actions.en.new"
    std::string kind;                       ///< "text", "about", "origin", "him_though", "tags", "rhythm", "places", "help", "actions"
    std::string movement{}, which{};        ///< the slug; the language, the voice or the country
    std::string name{}, source{};           ///< of a help line; of an action its sentence is the name
    std::optional<Day> verified{};          ///< the same
    std::string digest{};                   ///< of its file, of a help line or an action in the list
    bool one_of_many = false;               ///< a help line or an action: it may go
    std::string line_digest{};              ///< of one of many: of what stands in that place of its file
    std::vector<SetupField> fields{};
};

/// A line of a file beside another: ' ' in both, '-' went, '+' came.
struct DiffLine {
    char mark;
    std::string text;
};
/// From the first line that differs to the last, with up to three lines around.
std::vector<DiffLine> diff_of(std::string_view before, std::string_view after);

/// A section as it would be.
struct Looked {
    Section section;
    std::string file;                       ///< "movements/himthough.toml"
    std::string digest;                     ///< of the file as it was read
    bool writable = false;                  ///< the server may write there
    std::vector<std::string> faults{};      ///< that belong to no field
    std::string text{};                     ///< the whole file as it would be
    std::vector<DiffLine> diff{};           ///< empty: nothing would change
    bool meanwhile = false;                 ///< somebody else changed the file since the form was made; all else here is about the file now
    bool sound() const;
};

/// What somebody typed. A key that is not there stays as it is in the file.
struct TypedSection {
    std::map<std::string, std::string, std::less<>> values{};
    std::string digest{};                   ///< of the file that the form was made from
    std::string line_digest{};              ///< of one of many: of the one that the form was made from
    bool take_out = false;                  ///< a help line or an action goes
};

/// All that can be edited, in the order of the page; without its fields.
std::vector<Section> sections(const Services&, const Setup&);
/// One, as it stands in its file. Why::not_found: no such section.
Outcome<Looked> open_section(const Services&, const Setup&, std::string_view id);
/// One as somebody typed it, found sound or not by what reads the file when the server starts. Nothing is written. Why::already_done,
/// fault.setup_other_line: another one of many stands in that place now.
Outcome<Looked> look_at(const Services&, const Setup&, std::string_view id, const TypedSection&);

/// What became of a change.
struct PutInPlace {
    bool written = false;                   ///< it stands in the file; no: `looked` says why
    Looked looked{};
    std::vector<std::string> not_taken_up{};   ///< written, and the server goes on with what it had: why
};
/// Writes it, keeps the file as it was, says so on the record, and lets the server say what the file says. Where nothing would change, but the
/// server is behind the files, it only tries that again. Why::already_done,
/// fault.setup_meanwhile: somebody else changed the file since the form was made; nothing is written. Else as look_at.
Outcome<PutInPlace> put_in_place(const Services&, Setup&, const AtDesk& me, std::string_view id, const TypedSection&);

/// A change that was made: what it did, and whether the file is still as it left it.
struct ShownChange {
    SetupChange change;
    std::string who;
    std::vector<DiffLine> diff{};
    std::string digest_now{};               ///< of the file
    bool can_go_back = false;               ///< the file is not what it was before that change
    std::vector<DiffLine> way_back{};       ///< what going back does, where later changes go with this one; else empty
};
std::vector<ShownChange> changes_made(const Services&);
Outcome<ShownChange> change_made(const Services&, const Setup&, std::int64_t id);
/// Puts the file back as it was before that change; itself a change. `digest`: of the file as the page showed it. Refuses as put_in_place.
Outcome<PutInPlace> go_back(const Services&, Setup&, const AtDesk& me, std::int64_t id, std::string_view digest);

}  // namespace himthough
