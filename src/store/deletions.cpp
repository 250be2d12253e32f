// The file:
//
//     himthough deletions 1
//     participant 4711 2017-10-15
//     contribution 815 2017-10-16
//     circle 12 2017-10-16
//     note 40 2017-10-16
//     shown_round 3 2017-10-16
//     witness 4 2017-10-17
//     answer 818 2017-10-17
//     answers 815 2017-10-17
//     concern 9 2017-11-20
//     appeal 819 2017-11-21 2
//     movement 2 2017-11-25 himthough
//     wording 816 2017-10-16 3
//     wording 817 2017-10-16 1 words:9-12 vow:20-31
//
// The numbers at the end are bytes of the text that are to be cut out of that revision, from the first to the one after the last. Lines are appended whole and end with a line feed. Only the last one can be torn.
#include "store/deletions.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sql/sql.h"

namespace himthough::store {
namespace {

constexpr std::string_view head = "himthough deletions 1\n";

std::string line_of(const Deletion& deletion) {
    switch (deletion.kind) {
        case Deletion::Kind::participant: return fmt::format("participant {} {}\n", deletion.row, deletion.day.iso());
        case Deletion::Kind::contribution: return fmt::format("contribution {} {}\n", deletion.row, deletion.day.iso());
        case Deletion::Kind::circle: return fmt::format("circle {} {}\n", deletion.row, deletion.day.iso());
        case Deletion::Kind::note: return fmt::format("note {} {}\n", deletion.row, deletion.day.iso());
        case Deletion::Kind::shown_round: return fmt::format("shown_round {} {}\n", deletion.row, deletion.day.iso());
        case Deletion::Kind::witness: return fmt::format("witness {} {}\n", deletion.row, deletion.day.iso());
        case Deletion::Kind::answer: return fmt::format("answer {} {}\n", deletion.row, deletion.day.iso());
        case Deletion::Kind::answers: return fmt::format("answers {} {}\n", deletion.row, deletion.day.iso());
        case Deletion::Kind::concern: return fmt::format("concern {} {}\n", deletion.row, deletion.day.iso());
        case Deletion::Kind::appeal: return fmt::format("appeal {} {} {}\n", deletion.row, deletion.day.iso(), deletion.revision);
        case Deletion::Kind::movement: return fmt::format("movement {} {} {}\n", deletion.row, deletion.day.iso(), deletion.slug);
        case Deletion::Kind::wording: break;
    }
    auto line = fmt::format("wording {} {} {}", deletion.row, deletion.day.iso(), deletion.revision);
    for (const auto& cut : deletion.cuts) line += fmt::format(" {}:{}-{}", word_of(cut.part), cut.begin, cut.end);
    return line + "\n";
}

std::optional<std::int64_t> number_of(std::string_view digits, std::int64_t least = 1) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || number < least) return {};
    return number;
}

std::optional<Stretch> cut_of(std::string_view text) {
    const auto colon = std::min(text.find(':'), text.size()), dash = std::min(text.find('-', colon), text.size());
    if (dash == text.size()) return {};
    const auto begin = number_of(text.substr(colon + 1, dash - colon - 1), 0), end = number_of(text.substr(dash + 1));
    for (const auto part : parts_of_a_contribution)
        if (word_of(part) == text.substr(0, colon) && begin && end && *begin < *end)
            return Stretch{part, static_cast<std::size_t>(*begin), static_cast<std::size_t>(*end)};
    return {};
}

std::optional<Deletion> read_line(std::string_view line) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= line.size();) {
        const auto end = std::min(line.find(' ', at), line.size());
        parts.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    if (parts.size() < 3) return {};
    const auto row = number_of(parts[1]);
    const auto day = Day::parse(parts[2]);
    if (!row || !day) return {};
    if (parts[0] == "participant" && parts.size() == 3) return Deletion{Deletion::Kind::participant, *row, *day};
    if (parts[0] == "contribution" && parts.size() == 3) return Deletion{Deletion::Kind::contribution, *row, *day};
    if (parts[0] == "circle" && parts.size() == 3) return Deletion{Deletion::Kind::circle, *row, *day};
    if (parts[0] == "note" && parts.size() == 3) return Deletion{Deletion::Kind::note, *row, *day};
    if (parts[0] == "shown_round" && parts.size() == 3) return Deletion{Deletion::Kind::shown_round, *row, *day};
    if (parts[0] == "witness" && parts.size() == 3) return Deletion{Deletion::Kind::witness, *row, *day};
    if (parts[0] == "answer" && parts.size() == 3) return Deletion{Deletion::Kind::answer, *row, *day};
    if (parts[0] == "answers" && parts.size() == 3) return Deletion{Deletion::Kind::answers, *row, *day};
    if (parts[0] == "concern" && parts.size() == 3) return Deletion{Deletion::Kind::concern, *row, *day};
    if (parts[0] == "movement" && parts.size() == 4 && !parts[3].empty())
        return Deletion{.kind = Deletion::Kind::movement, .row = *row, .day = *day, .slug = std::string(parts[3])};
    const bool appeal = parts[0] == "appeal" && parts.size() == 4;
    if ((parts[0] != "wording" && !appeal) || parts.size() < 4) return {};
    const auto revision = number_of(parts[3]);
    if (!revision) return {};
    if (appeal) return Deletion{Deletion::Kind::appeal, *row, *day, *revision};
    Deletion wording{Deletion::Kind::wording, *row, *day, *revision};
    for (std::size_t at = 4; at < parts.size(); ++at) {
        const auto cut = cut_of(parts[at]);
        if (!cut) return {};
        wording.cuts.push_back(*cut);
    }
    return wording;
}

std::string content_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), {}};
    if (!in) throw std::runtime_error(fmt::format("The list of deletions {} cannot be read.", file.string()));
    return content;
}

// Where the last whole line ends; 0 when not even the first one is whole.
std::size_t whole_lines(const std::string& content, const std::filesystem::path& file) {
    const auto end = content.rfind('\n') == content.npos ? 0 : content.rfind('\n') + 1;
    const bool ours = end ? content.starts_with(head) : head.starts_with(content);
    if (!ours) throw std::runtime_error(fmt::format("{} is not a list of deletions.", file.string()));
    return end;
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto taken = ::write(descriptor, bytes.data(), bytes.size());
        if (taken < 0 && errno == EINTR) continue;
        if (taken <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(taken));
    }
    return true;
}

void sync_folder_of(const std::filesystem::path& file) {
    const auto folder = file.parent_path().empty() ? std::filesystem::path(".") : file.parent_path();
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw std::runtime_error(fmt::format("{} cannot be written to disk.", folder.string()));
}

}  // namespace

DeletionJournal::DeletionJournal(std::filesystem::path file) : file_(std::move(file)) {
    descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor_ < 0) throw std::runtime_error(fmt::format("Cannot open {}: {}.", file_.string(), std::strerror(errno)));
    try {
        length_ = static_cast<std::int64_t>(whole_lines(content_of(file_), file_));
        bool ready = ::ftruncate(descriptor_, length_) == 0;
        if (ready && length_ == 0) {
            ready = write_all(descriptor_, head);
            length_ = static_cast<std::int64_t>(head.size());
        }
        if (!ready || ::fsync(descriptor_) != 0) throw std::runtime_error(fmt::format("{} cannot be written to disk.", file_.string()));
        sync_folder_of(file_);
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

DeletionJournal::~DeletionJournal() { ::close(descriptor_); }

void DeletionJournal::append(std::string_view line) {
    if (failed_) throw sql::Broken("deletions: cannot be written until the server is started again");
    if (write_all(descriptor_, line)) {
        length_ += static_cast<std::int64_t>(line.size());
        return;
    }
    // Half a line in the middle would damage the list for good.
    failed_ = ::ftruncate(descriptor_, length_) != 0;
    throw sql::Broken("deletions: no room, or the disk failed");
}

void DeletionJournal::add(const Deletion& deletion) {
    std::unique_lock lock(mutex_);
    append(line_of(deletion));
    const auto mine = ++written_;
    while (synced_ < mine) {
        if (failed_) throw sql::Broken("deletions: cannot be written until the server is started again");
        if (syncing_) {
            synced_more_.wait(lock);
            continue;
        }
        syncing_ = true;   // for everybody who has written so far
        const auto all = written_;
        lock.unlock();
        const bool synced = ::fdatasync(descriptor_) == 0;
        lock.lock();
        syncing_ = false;
        if (synced) synced_ = all;
        else failed_ = true;   // never tried again: see sql/sqlite.h
        synced_more_.notify_all();
    }
}

std::vector<Deletion> DeletionJournal::all() const { return read(file_); }

std::vector<Deletion> DeletionJournal::read(const std::filesystem::path& file) {
    const std::string content = content_of(file);
    const auto end = whole_lines(content, file);
    std::vector<Deletion> found;
    int number = 1;
    for (std::size_t at = head.size(); at < end; ++number) {
        const auto stop = content.find('\n', at);
        const auto deletion = read_line(std::string_view(content).substr(at, stop - at));
        if (!deletion)
            throw std::runtime_error(fmt::format("{}:{}: the list of deletions is damaged here. Mend or remove the line by hand: what "
                                                 "it named would come back with an older backup.", file.string(), number + 1));
        found.push_back(*deletion);
        at = stop + 1;
    }
    return found;
}

void DeletionJournal::write(const std::filesystem::path& file, const std::vector<Deletion>& deletions) {
    std::string content(head);
    for (const auto& deletion : deletions) content += line_of(deletion);
    auto part = file;
    part += ".part";
    const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    const bool kept = descriptor >= 0 && write_all(descriptor, content) && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!kept) throw std::runtime_error(fmt::format("{} cannot be written.", part.string()));
    std::filesystem::rename(part, file);
    sync_folder_of(file);
}

}  // namespace himthough::store
