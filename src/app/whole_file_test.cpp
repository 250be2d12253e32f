#include "app/whole_file.h"

#include <csignal>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

namespace himthough::app {
namespace {

namespace fs = std::filesystem;

struct Folder {
    fs::path path;
    Folder() {
        std::string name = fs::temp_directory_path() / "himthough-whole-XXXXXX";
        if (!::mkdtemp(name.data())) throw std::runtime_error("no folder");
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
    std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator())); }
};

std::string text_of(const fs::path& file) {
    std::stringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

TEST(WholeFile, TakesThePlaceOfWhatWasThere) {
    const Folder folder;
    write_whole(folder.path / "a", "before");
    write_whole(folder.path / "a", "after");
    EXPECT_EQ(text_of(folder.path / "a"), "after");
    EXPECT_EQ(folder.files(), 1U);
}

TEST(WholeFile, LeavesWhatWasThereWhenTheDiskIsFull) {
    const Folder folder;
    write_whole(folder.path / "a", "before");
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{1000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    EXPECT_THROW(write_whole(folder.path / "a", std::string(5000, 'x')), std::runtime_error);
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    EXPECT_EQ(text_of(folder.path / "a"), "before");
    EXPECT_EQ(folder.files(), 1U);
}

TEST(WholeFile, ReplacesNoFolderAndNoDevice) {
    const Folder folder;
    EXPECT_THROW(write_whole(folder.path, "x"), std::runtime_error);
    EXPECT_THROW(write_whole("/dev/null", "x"), std::runtime_error);
    EXPECT_THROW(write_whole(folder.path / "nowhere" / "a", "x"), std::runtime_error);
}

}  // namespace
}  // namespace himthough::app
