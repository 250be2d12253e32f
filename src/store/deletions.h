#pragma once
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "movement/stand_in.h"

namespace himthough::store {

/// Something that somebody took back: which row, on which day. Nothing about what it said or whose it was. `wording`: of a
/// contribution that is still there, the words and readers it had up to `revision` do not stand any more; `cuts`: what a reviewer took out
/// of exactly that revision. `circle`: one that a reviewer closed; `note`: one that was replaced; `shown_round`: one that was decided about.
/// `answer`: one that whoever it answers hid; `answers`: of a survivor's words, fewer may answer them; `concern`: the words of a report;
/// `appeal`: of a contribution, the words of an appeal about it up to `revision`; `movement`: all of it, and it does not come back under its `slug`.
struct Deletion {
    enum class Kind { participant, contribution, wording, circle, note, shown_round, witness, answer, answers, concern, appeal, movement };
    Kind kind;
    std::int64_t row;
    Day day;
    std::int64_t revision = 0;
    std::vector<Stretch> cuts{};
    std::string slug{};
    friend bool operator==(const Deletion&, const Deletion&) = default;
};

/// The list of deletions, a file beside the database that only grows: what restores an older backup deletes again what is on it
/// (store/restore.h). Row numbers are never used twice, so it stays true forever. Add first, then delete: when the power goes in
/// between, a restore deletes something that its writer wanted gone anyway. Safe from any thread; one object for each file.
class DeletionJournal {
public:
    /// Makes the file when there is none (mode 0600). What a crash left of a last line is cut off: nobody was told that it was
    /// kept. Throws std::runtime_error when the file cannot be opened or is not such a list.
    explicit DeletionJournal(std::filesystem::path file);
    ~DeletionJournal();
    DeletionJournal(const DeletionJournal&) = delete;
    DeletionJournal& operator=(const DeletionJournal&) = delete;

    /// On disk when this returns; many at once share one fsync. Throws sql::Broken when it cannot be kept (no room: the next call
    /// tries again; a failed fsync is final until a restart).
    void add(const Deletion& deletion);
    std::vector<Deletion> all() const;

    /// What a list says. Throws std::runtime_error, naming the line, when one is damaged: leaving it out could bring back
    /// what was deleted. A last line without its end is left out.
    static std::vector<Deletion> read(const std::filesystem::path& file);
    /// A new list, on disk when this returns; replaces one that is there.
    static void write(const std::filesystem::path& file, const std::vector<Deletion>& deletions);

private:
    void append(std::string_view line);

    const std::filesystem::path file_;
    int descriptor_ = -1;
    std::mutex mutex_;
    std::condition_variable synced_more_;
    std::int64_t length_ = 0;                 // bytes of whole lines
    std::uint64_t written_ = 0, synced_ = 0;  // lines, since the start
    bool syncing_ = false, failed_ = false;
};

}  // namespace himthough::store
